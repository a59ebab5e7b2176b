/**
 * A real Postgres server for tests: the one that TEST_POSTGRES_URL names, or one that is started on a scratch folder from the binaries of
 * TEST_POSTGRES_BIN or of Debian's packages.
 */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

export interface TestPostgres {
  /** Where it keeps everything, its log of changes included; undefined for a server that was not started here. */
  readonly data_folder: string | undefined
  /** The address of a new, empty database. */
  freshDatabase(): Promise<string>
  /** Runs statements on a database, as its owner. */
  run(url: string, text: string): Promise<void>
  /** Ends all connections but the asking one, as a restart would. */
  cutConnections(): Promise<void>
  stop(): Promise<void>
}

const bin = process.env['TEST_POSTGRES_BIN'] ?? globSync('/usr/lib/postgresql/*/bin').sort().at(-1)

/** Whether a server can be had. */
export const hasPostgres = process.env['TEST_POSTGRES_URL'] !== undefined || (bin !== undefined && existsSync(join(bin, 'initdb')))

export async function startPostgres(): Promise<TestPostgres> {
  const given = process.env['TEST_POSTGRES_URL']
  return given === undefined ? startOwnPostgres() : { ...databasesOn(given), data_folder: undefined, stop: async () => {} }
}

/** Whether a server of our own can be started. */
export const canStartPostgres = bin !== undefined && existsSync(join(bin, 'initdb'))

export interface OwnPostgres {
  /** Further flags of initdb and of the server. */
  readonly initdb?: readonly string[]
  readonly flags?: readonly string[]
  readonly password?: string
}

export interface OwnedPostgres extends TestPostgres {
  readonly url: string
  /** Ends the server, politely (`SIGINT`) or as a crash does (`SIGQUIT`), and starts it again on the same data. */
  restart(signal?: 'SIGINT' | 'SIGQUIT'): Promise<void>
  /** The server and its sessions stand still, with their connections, until the function it gives is called. */
  stall(): () => void
}

/** A server of our own in any case. Throws when there are no binaries. */
export async function startOwnPostgres(options: OwnPostgres = {}): Promise<OwnedPostgres> {
  const { initdb = [], flags = [], password } = options
  if (bin === undefined) throw new Error('Postgres is not installed.')
  const folder = await mkdtemp(join(tmpdir(), 'docgen-postgres-'))
  const owner = unprivileged()
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const owned = { ...owner, cwd: folder }
  const authentication = ['-A', 'trust']
  if (password !== undefined) {
    await writeFile(join(folder, 'password'), password, { mode: 0o644 })
    authentication.push('--pwfile', join(folder, 'password'))
  }
  await promisify(execFile)(join(bin, 'initdb'), ['-D', data, '-U', 'docgen', ...authentication, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', ...initdb], owned)
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=200', 'fsync=off']
  const url = `postgres://docgen${password === undefined ? '' : `:${password}`}@127.0.0.1:${port}/postgres`
  const program = join(bin, 'postgres')
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting]), ...flags]
  const start = async () => {
    const server = spawn(program, args, { ...owned, stdio: 'ignore' })
    const ended = once(server, 'exit')
    await until('Postgres answers', () => query(url, 'select 1').then(() => true, () => false), 30_000)
    return { server, ended }
  }
  let running = await start()
  // Also where whoever uses it ends without stopping it.
  const kill = (): void => void running.server.kill('SIGQUIT')
  process.once('exit', kill)
  return {
    ...databasesOn(url),
    url,
    data_folder: data,
    async restart(signal = 'SIGINT') {
      running.server.kill(signal)
      await running.ended
      running = await start()
    },
    stall() {
      const { pid = 0 } = running.server
      const sessions = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number)
      const tell = (signal: NodeJS.Signals) => {
        for (const one of [pid, ...sessions]) {
          try {
            process.kill(one, signal)
          } catch {
            // A session that has just ended.
          }
        }
      }
      tell('SIGSTOP')
      return () => tell('SIGCONT')
    },
    async stop() {
      process.off('exit', kill)
      kill()
      await running.ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function databasesOn(url: string): Omit<TestPostgres, 'stop' | 'data_folder'> {
  return {
    async freshDatabase() {
      const name = `docgen_test_${randomUUID().replaceAll('-', '')}`
      await query(url, `create database ${name} template template0`)
      return Object.assign(new URL(url), { pathname: `/${name}` }).href
    },
    run: query,
    async cutConnections() {
      await query(url, `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname like 'docgen_test_%'`)
    },
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

/** Postgres refuses to run as root: then another user's ids. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
