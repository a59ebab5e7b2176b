/** Runs the service until it is told to stop: opens, listens, prints its address, and drains. */
import { once } from 'node:events'
import { startServer } from '../adapters/inbound/web/server.ts'
import { removeServiceFile, writeServiceFile } from '../adapters/inbound/cli/service/service-file.ts'
import { systemClock } from '../adapters/outbound/system/system-clock.ts'
import { openService, type DocGenService } from './compose.ts'
import { closeOpened } from './compose/close-opened.ts'
import { describeStores } from './compose/describe-stores.ts'
import { openReporting } from './compose/reporting.ts'
import { checkSettings, keepsFolder, onlyReports } from './compose/settings.ts'
import type { Config } from './config.ts'

type Print = (line: string) => void

/** Serves until stopped. Resolves when the service has ended in good order; throws `InvalidConfig` for conflicts. */
export async function serve(config: Config, print: Print): Promise<void> {
  checkSettings(config)
  await serveUntilStopped(onlyReports(config.roles) ? openReports : openAll, config, print)
}

/**
 * Resolves once it serves, with a promise that resolves when it is told to stop. Everything opened is closed in reverse
 * order, however it ends.
 */
type Open = (config: Config, print: Print, opened: AsyncDisposableStack) => Promise<{ readonly told: Promise<void> }>

async function serveUntilStopped(open: Open, config: Config, print: Print): Promise<void> {
  const opened = new AsyncDisposableStack()
  try {
    const { told } = await open(config, print, opened)
    await told
    print('Stopping: running requests are finished first. A second Ctrl+C stops at once.')
  } catch (error) {
    await closeOpened(opened)
    throw error
  }
  await opened.disposeAsync()
}

const openAll: Open = async (config, print, opened) => {
  for (const line of describeStores(config)) print(line)
  const service = await openService(config)
  opened.defer(() => service.close())
  const {
    app: { clock, logger },
    live,
    fetch,
  } = service
  const told = toldToStop(opened)
  const { host, port, timeouts } = config
  const server = await startServer({ fetch, host, port, live, clock, logger, timeouts: timeouts.http })
  opened.defer(() => server.close())
  if (config.roles.has('api')) {
    if (keepsFolder(config)) {
      await writeServiceFile(config.data_dir, { url: localUrl(server.url), key: service.local_key, pid: process.pid })
      opened.defer(() => removeServiceFile(config.data_dir, process.pid))
    }
    await greet(service, config.public_url ?? localUrl(server.url), print)
  } else {
    print(`  Health     ${localUrl(server.url)}/health/ready   (roles: ${[...config.roles].join(', ')})`)
  }
  return { told }
}

const openReports: Open = async (config, print, opened) => {
  const service = await openReporting(config, systemClock)
  opened.defer(() => service.close())
  const told = toldToStop(opened)
  const server = await startServer({ ...service, host: config.host, port: config.port, timeouts: config.timeouts.http })
  opened.defer(() => server.close())
  print(`  Reports    ${localUrl(server.url)}/api/v1   described at ${localUrl(server.url)}/docs`)
  return { told }
}

/** `url` is where people reach the service. */
async function greet({ app, local_key, firstAdminKey }: DocGenService, url: string, print: Print): Promise<void> {
  const first = await firstAdminKey()
  const owner = await app.accounts.authenticateKey(local_key)
  const token = owner === undefined ? '' : await app.accounts.createSignIn(owner)
  print('')
  print(`  Console    ${url}/sign-in?token=${token}`)
  print('             (opens one session; another link: npx docgen sign-in)')
  print(`  API        ${url}/api/v1   described at ${url}/docs`)
  if (first !== undefined) print(`  Admin key  ${first}   (shown this once: keep it)`)
  print('')
}

/** The address by which this machine reaches a service that listens on all interfaces. */
const localUrl = (url: string): string => url.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')

/** Listens for signals as soon as requests may arrive: a stop then waits for running requests. */
async function toldToStop(opened: AsyncDisposableStack): Promise<void> {
  const over = new AbortController()
  opened.defer(() => over.abort())
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  await Promise.race(signals.map((signal) => once(process, signal, { signal: over.signal }).catch(() => {})))
  over.abort()
}
