/** `docgen …`: gives the command line the world it needs, and runs it. The service is loaded only by what needs it. */
import { runProgram } from './adapters/inbound/cli/program.ts'
import type { ConfigReport, Connection, FolderWait, ServeArguments } from './adapters/inbound/cli/environment.ts'
import { EXIT } from './adapters/inbound/cli/exit-codes.ts'
import { CommandFailed } from './adapters/inbound/cli/failure.ts'
import { assertFolderAnswers } from './adapters/inbound/cli/service/answering-folder.ts'
import { sayWaitingOnce } from './adapters/inbound/cli/service/folder-wait.ts'
import { WorkerTemplateCompiler } from './adapters/outbound/worker-threads/worker-template-compiler.ts'
import { parseRoles, readConfig, type Config } from './app/config.ts'
import { InvalidConfig } from './app/config/invalid-config.ts'
import { versionOfPackage } from './app/version.ts'
import { Refused } from './domain/kernel/errors.ts'

/** How long a command waits for its turn on the data folder, and a service for the one that is ending. */
const COMMAND_TURN_MS = 120_000
const SERVICE_TURN_MS = 30_000

let read: Config | undefined

const code = await runProgram(process.argv, {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  version: versionOfPackage(),
  cwd: process.cwd(),
  dataFolder: () => config().data_dir,
  now: () => new Date().toISOString(),
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  onInterrupt(listener) {
    process.on('SIGINT', listener)
    return () => void process.off('SIGINT', listener)
  },
  openFolder,
  sharesStores: () => config().database_url !== undefined,
  openCompiler: () => new WorkerTemplateCompiler(),
  checkConfig,
  serve: runService,
})
process.exitCode = code
// What it could not let go of does not keep the process for longer.
setTimeout(() => endProcess(code), 5000).unref()

async function checkConfig(connect: boolean): Promise<ConfigReport> {
  const { checkConfig: check } = await import('./app/config-check.ts')
  return check(process.env, connect)
}

async function runService({ port, host, roles }: ServeArguments): Promise<void> {
  const given = config()
  const listen: Config = {
    ...given,
    port: port ?? given.port,
    host: host ?? given.host,
    roles: roles === undefined ? given.roles : checkedRoles(roles),
  }
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const { keepsFolder } = await import('./app/compose/settings.ts')
  if (keepsFolder(listen)) await assertFolderAnswers(listen.data_dir, say)
  const { serve } = await import('./app/serve.ts')
  await explained(listen, () =>
    serve(listen, {
      print: (line) => void process.stdout.write(`${line}\n`),
      terminal: process.stdout.isTTY,
      turn: { timeout_ms: SERVICE_TURN_MS, waiting: sayWaitingOnce(say, listen.data_dir) },
    }),
  )
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
async function openFolder(wait: FolderWait): Promise<Connection> {
  const given = config()
  const { openService } = await import('./app/compose.ts')
  const { systemClock } = await import('./adapters/outbound/system/system-clock.ts')
  const { localUrl } = await import('./app/local-url.ts')
  const service = await explained(given, () =>
    openService({ ...given, log_level: 'error' }, systemClock, {
      // A command may be the one that accepts another event store; until then nothing is written to it.
      takesOtherStore: true,
      turn: { ...wait, timeout_ms: COMMAND_TURN_MS },
    }),
  )
  return {
    // Where a service with these settings is reached: what is opened here listens nowhere.
    base: localUrl(given.host, given.port),
    key: service.local_key,
    fetch: (request) => service.fetch(request),
    close: () => service.close(),
  }
}

/** Whatever keeps the service from starting is said with its remedy. */
async function explained<T>(given: Config, start: () => Promise<T>): Promise<T> {
  try {
    return await start()
  } catch (error) {
    const { startError } = await import('./app/start-errors.ts')
    throw startError(error, given)
  }
}

/** Reads the environment when it is first needed: help and `render` do without. */
function config(): Config {
  try {
    return (read ??= readConfig(process.env))
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error
    const [field] = error.message.split(':')
    throw new CommandFailed('invalid', EXIT.usage, error.message, { field })
  }
}

/**
 * Ends the process with a code. Node's own exit waits for threads, and one that waits for a dead file system never
 * comes back: so another program takes this one's place, and only exits.
 */
function endProcess(exit: number): void {
  try {
    process.execve?.('/bin/sh', ['sh', '-c', `exit ${exit}`], {})
  } catch {
    // Not on this system.
  }
  process.exit(exit)
}
