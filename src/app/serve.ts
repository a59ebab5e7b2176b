/** Runs the service until it is told to stop: opens, listens, says where, and drains. */
import { once } from 'node:events'
import { startServer, type RunningServer } from '../adapters/inbound/web/server.ts'
import { removeServiceFile, writeServiceFile } from '../adapters/inbound/cli/service/service-file.ts'
import { systemClock } from '../adapters/outbound/system/system-clock.ts'
import { openService, type DocGenService } from './compose.ts'
import { describeStores } from './compose/describe-stores.ts'
import { openReporting } from './compose/reporting.ts'
import { checkSettings, onlyReports } from './compose/settings.ts'
import type { Config } from './config.ts'

type Print = (line: string) => void

/**
 * Prints where it is to be reached. Resolves when the service has ended in good order. Throws `InvalidConfig` for
 * settings that do not go together.
 */
export async function serve(config: Config, print: Print): Promise<void> {
  checkSettings(config)
  await (onlyReports(config.roles) ? serveReports(config, print) : serveAll(config, print))
}

async function serveAll(config: Config, print: Print): Promise<void> {
  for (const line of describeStores(config)) print(line)
  const service = await openService(config)
  try {
    const {
      app: { clock, logger },
      live,
      fetch,
    } = service
    const server = await startServer({ fetch, host: config.host, port: config.port, live, clock, logger })
    if (config.roles.has('api')) {
      await writeServiceFile(config.data_dir, { url: localUrl(server.url), key: service.local_key, pid: process.pid })
      await greet(service, config.public_url ?? localUrl(server.url), print)
    } else {
      print(`  Health     ${localUrl(server.url)}/health/ready   (roles: ${[...config.roles].join(', ')})`)
    }
    await untilStopped(server, print)
    await removeServiceFile(config.data_dir, process.pid)
  } finally {
    await service.close()
  }
}

async function serveReports(config: Config, print: Print): Promise<void> {
  const service = await openReporting(config, systemClock)
  try {
    const server = await startServer({ ...service, host: config.host, port: config.port })
    print(`  Reports    ${localUrl(server.url)}/api/v1   described at ${localUrl(server.url)}/docs`)
    await untilStopped(server, print)
  } finally {
    await service.close()
  }
}

/** `url`: where people reach the service. */
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

/** Where this machine reaches a service that listens everywhere. */
const localUrl = (url: string): string => url.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')

async function untilStopped(server: RunningServer, print: Print): Promise<void> {
  const stop = new AbortController()
  await Promise.race(
    ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal, { signal: stop.signal }).catch(() => {})),
  )
  stop.abort()
  print('Stopping: running requests are finished first. A second Ctrl+C stops at once.')
  await server.close()
}
