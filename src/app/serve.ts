/** Runs the service until it is told to stop: opens, listens, prints its address, and drains. */
import { signInUrl } from '../commands/account/make-sign-in-link.ts'
import { listAdmins, makeLinkFor, makeOwnerLink } from '../commands/people/make-link-for.ts'
import { startServer } from '../adapters/inbound/web/server.ts'
import { tryListening } from '../adapters/inbound/web/try-listening.ts'
import { removeServiceFile, writeServiceFile } from '../adapters/inbound/cli/service/service-file.ts'
import type { FolderTurn } from '../adapters/outbound/pglite/folder-lock.ts'
import { systemClock } from '../adapters/outbound/system/system-clock.ts'
import { openService, type DocGenService } from './compose.ts'
import { closeOpened } from './compose/close-opened.ts'
import { OpenedResources } from './compose/opened-resources.ts'
import { TENANT } from './compose/keys.ts'
import { describeStores } from './compose/stores/describe-stores.ts'
import { openReporting } from './compose/reporting.ts'
import { checkSettings, keepsFolder, onlyReports, warnings } from './compose/settings.ts'
import type { Config } from './config.ts'
import { localUrl } from './local-url.ts'
import { awaitStop, closeInTime } from './shutdown.ts'
import { StopSignals, type SignalSource } from './stop-signals.ts'

/** Where the service says what a person may want to read. */
export interface ServeOutput {
  readonly print: (line: string) => void
  /** Whether a person reads it now: then it may hold secrets that work once. */
  readonly terminal: boolean
  /** Where signals come from, if not from the system. */
  readonly signals?: SignalSource
  /** How it waits for a process that has the data folder. */
  readonly turn?: FolderTurn
}

/** Serves until stopped. Resolves when the service has ended in good order; throws `InvalidConfig` for conflicts. */
export async function serve(config: Config, output: ServeOutput): Promise<void> {
  checkSettings(config)
  // Before anything is opened or changed: what cannot listen cannot serve.
  await tryListening(config.host, config.port)
  await serveUntilStopped(onlyReports(config.roles) ? openReports : openAll, config, output)
}

/** Resolves once it serves. Everything opened is closed in reverse order, however it ends. */
type Open = (config: Config, output: ServeOutput, opened: OpenedResources) => Promise<Serving>

interface Serving {
  readonly signals: StopSignals
  /** Begins to stop, while it still serves. */
  readonly leave: () => void
}

async function serveUntilStopped(open: Open, config: Config, output: ServeOutput): Promise<void> {
  const opened = new OpenedResources()
  let signals: StopSignals
  try {
    const serving = await open(config, output, opened)
    signals = serving.signals
    await awaitStop(config, serving.leave, { ...output, signals })
  } catch (error) {
    await closeOpened(opened)
    throw error
  }
  await closeInTime(opened, config, { ...output, signals }, (signal) => {
    signals.release()
    if (signal === undefined) process.exit(0)
    else process.kill(process.pid, signal)
  })
}

const openAll: Open = async (config, output, opened) => {
  const { print, turn } = output
  for (const line of describeStores(config)) print(line)
  const service = await openService(config, systemClock, { turn })
  opened.defer(() => service.close())
  const {
    app: { clock, logger },
    live,
    fetch,
  } = service
  for (const warning of warnings(config)) logger.warn({}, warning)
  const signals = listenForSignals(opened, output)
  const server = await startServer({
    fetch,
    host: config.host,
    port: config.port,
    live,
    clock,
    logger,
    timeouts: config.timeouts.http,
  })
  opened.defer(() => server.close(config.shutdown_grace_ms))
  if (config.roles.has('api')) {
    if (keepsFolder(config)) {
      await writeServiceFile(config.data_dir, {
        url: localUrl(config.host, server.port),
        key: service.local_key,
        pid: process.pid,
      })
      opened.defer(() => removeServiceFile(config.data_dir, process.pid))
    }
    await greet(service, config.public_url ?? localUrl(config.host, server.port), output)
  } else {
    print(`  Health     ${localUrl(config.host, server.port)}/health/ready   (roles: ${[...config.roles].join(', ')})`)
  }
  return {
    signals,
    leave() {
      service.leave()
      server.leave()
    },
  }
}

const openReports: Open = async (config, output, opened) => {
  const service = await openReporting(config, systemClock)
  opened.defer(() => service.close())
  const signals = listenForSignals(opened, output)
  const server = await startServer({ ...service, host: config.host, port: config.port, timeouts: config.timeouts.http })
  opened.defer(() => server.close(config.shutdown_grace_ms))
  const url = localUrl(config.host, server.port)
  output.print(`  Reports    ${url}/api/v1   described at ${url}/docs`)
  return {
    signals,
    leave() {
      service.leave()
      server.leave()
    },
  }
}

/** As soon as requests may arrive, a stop waits for those that run. */
function listenForSignals(opened: OpenedResources, output: ServeOutput): StopSignals {
  const signals = new StopSignals(output.signals)
  opened.defer(() => signals.release())
  return signals
}

/**
 * `url` is where people reach the service. Secrets are printed for a person only: what goes into a log is read by
 * others, and later.
 */
async function greet(
  { app, local_key, firstAdminKey }: DocGenService,
  url: string,
  output: ServeOutput,
): Promise<void> {
  const { print, terminal } = output
  print('')
  if (terminal) {
    for (const line of await consoleLines(app, local_key, url)) print(line)
  } else {
    print(`  Console    ${url}   (a link that opens it: npx docgen sign-in)`)
  }
  print(`  API        ${url}/api/v1   described at ${url}/docs`)
  if (terminal) {
    const first = await firstAdminKey()
    if (first !== undefined) print(`  Admin key  ${first}   (shown this once: keep it)`)
  } else {
    print('             (a key to it: npx docgen keys create --name NAME --role admin)')
  }
  print('')
}

/** A link for the one admin, or by which whoever starts the service becomes it; of several, one must be named. */
async function consoleLines(app: DocGenService['app'], local_key: string, url: string): Promise<string[]> {
  const machine = await app.apiKeys.authenticate(local_key)
  const source = { tenant: machine?.tenant ?? TENANT, by: machine?.actor, surface: 'cli' } as const
  const [only, ...others] = await listAdmins(app.people, source.tenant)
  if (machine === undefined || others.length > 0)
    return [`  Console    ${url}   (a link that opens it: npx docgen sign-in --as NAME)`]
  const token =
    only === undefined ? await makeOwnerLink(app, machine.actor, source) : await makeLinkFor(app, only.actor, source)
  return [
    `  Console    ${signInUrl(url, token)}`,
    only === undefined
      ? '             (asks for your name; you become the admin. Another link: npx docgen sign-in)'
      : `             (signs in ${only.name}, once; another link: npx docgen sign-in)`,
  ]
}
