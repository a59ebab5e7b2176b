/** Runs the service until it is told to stop: opens, listens, says where, and drains. */
import { once } from 'node:events'
import { startServer } from './adapters/http/server.ts'
import { removeServiceFile, writeServiceFile } from './adapters/cli/service-file.ts'
import { openService, type Service } from './compose.ts'
import type { Config } from './config.ts'

/** Prints where the console is, and the first admin key once. Resolves when the service has ended in good order. */
export async function serve(config: Config, print: (line: string) => void): Promise<void> {
  print(`DocGen opens ${config.data_dir} …`)
  const service = await openService(config)
  try {
    const { app, live, fetch } = service
    const server = await startServer({ fetch, host: config.host, port: config.port, live, clock: app.clock, logger: app.logger })
    await writeServiceFile(config.data_dir, { url: localUrl(server.url), key: service.local_key, pid: process.pid })
    await greet(service, server.url, print)
    await stopSignal()
    print('Stopping: running requests are finished first. A second Ctrl+C stops at once.')
    await removeServiceFile(config.data_dir, process.pid)
    await server.close()
  } finally {
    await service.close()
  }
}

async function greet({ app, local_key, firstAdminKey }: Service, url: string, print: (line: string) => void): Promise<void> {
  const first = await firstAdminKey()
  const owner = await app.accounts.authenticateKey(local_key)
  const token = owner === undefined ? '' : await app.accounts.createSignIn(owner)
  print('')
  print(`  Console    ${localUrl(url)}/sign-in?token=${token}`)
  print('             (opens one session; another link: npx docgen sign-in)')
  print(`  API        ${localUrl(url)}/api/v1   described at ${localUrl(url)}/docs`)
  if (first !== undefined) print(`  Admin key  ${first}   (shown this once: keep it)`)
  print('')
}

/** Where this machine reaches a service that listens everywhere. */
const localUrl = (url: string): string => url.replace('//0.0.0.0', '//127.0.0.1').replace('//[::]', '//[::1]')

async function stopSignal(): Promise<void> {
  const stop = new AbortController()
  await Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal, { signal: stop.signal }).catch(() => {})))
  stop.abort()
}
