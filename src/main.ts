/** `docgen …`: gives the command line the world it needs, and runs it. The service is loaded only by what needs it. */
import { runProgram } from './adapters/inbound/cli/program.ts'
import type { Connection, ServeArguments } from './adapters/inbound/cli/environment.ts'
import { WorkerTemplateCompiler } from './adapters/outbound/worker-threads/worker-template-compiler.ts'
import packageJson from '../package.json' with { type: 'json' }
import { parseRoles, readConfig, type Config } from './app/config.ts'
import { InvalidConfig } from './app/config/invalid-config.ts'
import { Refused } from './domain/kernel/errors.ts'

const config = configOrExit()

process.exitCode = await runProgram(process.argv, {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  version: packageJson.version,
  cwd: process.cwd(),
  dataFolder: config.data_dir,
  now: () => new Date().toISOString(),
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  onInterrupt(listener) {
    process.on('SIGINT', listener)
    return () => void process.off('SIGINT', listener)
  },
  openFolder,
  openCompiler: () => new WorkerTemplateCompiler(),
  serve: runService,
})

async function runService({ port, host, roles }: ServeArguments): Promise<void> {
  const { serve } = await import('./app/serve.ts')
  const listen = {
    ...config,
    port: port ?? config.port,
    host: host ?? config.host,
    roles: roles === undefined ? config.roles : checkedRoles(roles),
  }
  await explained(() => serve(listen, (line) => void process.stdout.write(`${line}\n`)))
}

function checkedRoles(text: string): Config['roles'] {
  const roles = parseRoles(text)
  if (roles === undefined)
    throw new Refused({
      code: 'invalid',
      message: '--roles takes one or more of api, worker and reporting, with commas between.',
      details: { field: 'roles' },
    })
  return roles
}

/** The same API in this process, with the work in the background running. */
async function openFolder(): Promise<Connection> {
  const { openService } = await import('./app/compose.ts')
  const service = await explained(() => openService({ ...config, log_level: 'error' }))
  return {
    base: 'http://127.0.0.1',
    key: service.local_key,
    fetch: (request) => service.fetch(request),
    close: () => service.close(),
  }
}

/** Whatever keeps the service from starting is said with its remedy, and ends the process. */
async function explained<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start()
  } catch (error) {
    // What it could not let go of does not keep the process for longer.
    setTimeout(() => process.exit(), 5000).unref()
    const { startError } = await import('./app/start-errors.ts')
    throw startError(error, config)
  }
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(2)
  }
}
