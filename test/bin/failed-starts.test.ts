/**
 * A start that fails, early or late, says in one line which setting to correct and how, and leaves nothing open. In this
 * process, but for a few that show that the process ends with its code.
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { exitCodeOf } from '../../src/adapters/inbound/cli/exit-codes.ts'
import { openPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { openService } from '../../src/app/compose.ts'
import { serve, type ServeOutput } from '../../src/app/serve.ts'
import { readConfig } from '../../src/app/config.ts'
import { startError } from '../../src/app/start-errors.ts'
import { Refused } from '../../src/domain/kernel/errors.ts'
import { freePort } from '../support/servers/free-port.ts'
import { onPostgres } from '../support/servers/on-postgres.ts'
import { s3Double, type S3Double } from '../doubles/s3-double.ts'
import { until } from '../support/until.ts'

const BIN = fileURLToPath(new URL('../../bin/docgen.js', import.meta.url))
const PATIENCE_MS = 60_000

type Environment = Readonly<Record<string, string>>

/** Of S3: read from the environment of the process itself. */
beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
})

/** `docgen serve` in a process and an environment of its own, with nothing of ours in it. */
function spawnService(env: Environment) {
  const { PATH = '' } = process.env
  const service = spawn(process.execPath, [BIN, 'serve'], {
    env: { PATH, NO_COLOR: '1', DOCGEN_LOG_LEVEL: 'error', ...env },
  })
  onTestFinished(() => void service.kill('SIGKILL'))
  let said = ''
  for (const stream of [service.stdout, service.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(service, 'exit').then(([code]) => code as number | null)
  return { service, ended, said: () => said }
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'docgen-start-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

async function takenPort(): Promise<string> {
  const server: Server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return String((server.address() as AddressInfo).port)
}

const silent: ServeOutput = { print: () => undefined, terminal: false }

/** It ends by itself, with this code, saying this in one line; and nobody listens on its port any more. */
async function fails(env: Environment, code: number, message: RegExp, output: ServeOutput = silent): Promise<void> {
  const port = env['PORT'] ?? String(await freePort())
  const config = readConfig({ DOCGEN_LOG_LEVEL: 'silent', PORT: port, ...env })
  const error = await serve(config, output).then(
    () => undefined,
    (thrown: unknown) => startError(thrown, config),
  )
  expect(error).toBeInstanceOf(Refused)
  const refusal = (error as Refused).error
  expect(refusal.message).toMatch(message)
  expect(refusal.message).not.toContain('\n')
  expect(exitCodeOf(refusal.code)).toBe(code)
  expect(refusal.message).toContain(refusal.details?.['field'])
  if (env['PORT'] === undefined)
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed')
}

/** What stands where a file must be written. */
async function folderAt(...names: readonly string[]): Promise<void> {
  await mkdir(path.join(...names, 'in-the-way'), { recursive: true })
}

/** A data folder that a service has made; each test gets a copy. */
let made: string
beforeAll(async () => {
  made = await mkdtemp(path.join(tmpdir(), 'docgen-made-'))
  const service = await openService(readConfig({ DOCGEN_DATA_DIR: made, DOCGEN_LOG_LEVEL: 'silent' }))
  await service.close()
})
afterAll(() => rm(made, { recursive: true, force: true }))

async function usedFolder(): Promise<string> {
  const copy = await folder()
  await cp(made, copy, { recursive: true })
  return copy
}

async function folderWith(...names: readonly string[]): Promise<Environment> {
  const DOCGEN_DATA_DIR = await usedFolder()
  await rm(path.join(DOCGEN_DATA_DIR, ...names), { force: true })
  await folderAt(DOCGEN_DATA_DIR, ...names)
  return { DOCGEN_DATA_DIR }
}

test.each<[string, () => Promise<Environment>, RegExp]>([
  [
    'the port is taken',
    async () => ({ DOCGEN_DATA_DIR: await folder(), PORT: await takenPort() }),
    /^PORT: DocGen cannot listen on .*EADDRINUSE.*set PORT to another/,
  ],
  [
    'the host is none',
    async () => ({ DOCGEN_DATA_DIR: await folder(), HOST: 'nowhere.invalid' }),
    /^HOST: DocGen cannot listen on nowhere\.invalid/,
  ],
  [
    'the host is another machine’s',
    async () => ({ DOCGEN_DATA_DIR: await folder(), HOST: '192.0.2.1' }),
    /^HOST: DocGen cannot listen on 192\.0\.2\.1/,
  ],
  ['its own key cannot be read', () => folderWith('local.key'), /data folder .* cannot be used \(EISDIR/],
  [
    'where it is cannot be written, when it listens already',
    () => folderWith('service.json'),
    /data folder .* cannot be used \(E/,
  ],
  [
    'the documents have no folder',
    async () => {
      const DOCGEN_DATA_DIR = await usedFolder()
      await rm(path.join(DOCGEN_DATA_DIR, 'documents'), { recursive: true })
      await writeFile(path.join(DOCGEN_DATA_DIR, 'documents'), 'in the way')
      return { DOCGEN_DATA_DIR }
    },
    /data folder .* cannot be used \(E/,
  ],
  [
    'the data folder is a file',
    async () => {
      const file = path.join(await folder(), 'file')
      await writeFile(file, '')
      return { DOCGEN_DATA_DIR: file }
    },
    /data folder .* cannot be used \(E/,
  ],
  [
    'a newer version has been at the folder',
    async () => {
      const DOCGEN_DATA_DIR = await usedFolder()
      const { db, close } = await openPglite(DOCGEN_DATA_DIR)
      await sql`insert into kysely_migration (name, timestamp) values ('9999_of_the_future', '2030')`.execute(db)
      await close()
      return { DOCGEN_DATA_DIR }
    },
    /^The data folder .* \(DOCGEN_DATA_DIR\): .*made by a newer version of DocGen \(9999_of_the_future\)/,
  ],
])(
  'embedded: %s',
  async (_, env, message) => {
    await fails(await env(), 7, message)
  },
  PATIENCE_MS,
)

test('what can be known beforehand is known before anything is made', async () => {
  const data = path.join(await folder(), 'not-yet')
  await fails({ DOCGEN_DATA_DIR: data, HOST: 'nowhere.invalid' }, 7, /^HOST/)
  await fails({ DOCGEN_DATA_DIR: data, PORT: await takenPort() }, 7, /^PORT/)
  await fails({ DOCGEN_DATA_DIR: data, DOCGEN_ROLES: 'worker' }, 3, /^DOCGEN_ROLES/)
  await expect(readdir(data)).rejects.toThrow('ENOENT')
})

describe('the process', () => {
  test.each<[string, () => Promise<Environment>, number, RegExp]>([
    [
      'with a setting that is none',
      async () => ({ DOCGEN_DATADIR: '/data' }),
      2,
      /^Error: DOCGEN_DATADIR: there is no such setting\. Did you mean “DOCGEN_DATA_DIR”\? .*\n$/,
    ],
    [
      'with a database that is damaged',
      async () => {
        const DOCGEN_DATA_DIR = await folder()
        await mkdir(path.join(DOCGEN_DATA_DIR, 'database'))
        await writeFile(path.join(DOCGEN_DATA_DIR, 'database', 'PG_VERSION'), 'nonsense')
        return { DOCGEN_DATA_DIR }
      },
      7,
      /\nError: The database in .* cannot be opened \(.*DOCGEN_DATA_DIR.*\n$/,
    ],
  ])(
    'ends %s',
    async (_, env, code, message) => {
      const { ended, said } = spawnService({ PORT: '0', ...(await env()) })
      expect(await ended, said()).toBe(code)
      expect(said()).toMatch(message)
    },
    2 * PATIENCE_MS,
  )
})

onPostgres('a start on Postgres', (server) => {
  let s3: S3Double
  beforeAll(async () => {
    s3 = await s3Double()
  })
  afterAll(() => s3.stop())

  /** Documents in a bucket, no data folder, and a home that nothing can be written to. */
  async function bucketOnly(): Promise<Environment> {
    vi.stubEnv('HOME', '/proc/nobody')
    s3.objects.clear()
    return {
      DATABASE_URL: await server().freshDatabase(),
      DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
      S3_BUCKET: 'documents',
      S3_ENDPOINT: s3.endpoint,
    }
  }

  async function startsAndStops(env: Environment): Promise<void> {
    const port = await freePort()
    const signals = new EventEmitter()
    const config = readConfig({ ...env, PORT: String(port), DOCGEN_LOG_LEVEL: 'silent' })
    const served = serve(config, { ...silent, signals })
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        ({ status }) => status === 200,
        () => false,
      )
    const failed = served.then(() => {
      throw new Error('It ended by itself.')
    })
    await Promise.race([failed, until('it is ready', ready, PATIENCE_MS)])
    failed.catch(() => undefined)
    signals.emit('SIGINT', 'SIGINT')
    await served
    expect(signals.listenerCount('SIGINT')).toBe(0)
  }

  test(
    'with documents in a bucket it needs no data folder',
    async () => {
      await startsAndStops(await bucketOnly())
    },
    PATIENCE_MS,
  )

  test(
    'a data folder that was named is made',
    async () => {
      await startsAndStops({ ...(await bucketOnly()), DOCGEN_DATA_DIR: path.join(await folder(), 'not', 'yet') })
    },
    PATIENCE_MS,
  )

  test('nothing is migrated before the address is known to be free', async () => {
    const env = await bucketOnly()
    await fails({ ...env, PORT: await takenPort() }, 7, /^PORT: DocGen cannot listen on .*EADDRINUSE/)
    await fails({ ...env, HOST: 'nowhere.invalid' }, 7, /^HOST: DocGen cannot listen on nowhere\.invalid/)
    await expect(server().run(env['DATABASE_URL']!, 'select from kysely_migration')).rejects.toThrow('does not exist')
  })

  test.each<[string, (env: Environment) => Promise<Environment>, RegExp]>([
    [
      'a folder that was named cannot be made',
      async (env) => {
        const file = path.join(await folder(), 'file')
        await writeFile(file, '')
        return { ...env, DOCGEN_DATA_DIR: path.join(file, 'data') }
      },
      /DOCGEN_DATA_DIR/,
    ],
    [
      'where it is cannot be written, when it listens already',
      async (env) => {
        const DOCGEN_DATA_DIR = await folder()
        await folderAt(DOCGEN_DATA_DIR, 'service.json')
        return { ...env, DOCGEN_DATA_DIR }
      },
      /data folder .* cannot be used \(E/,
    ],
    [
      'the job engine has no room',
      async (env) => {
        await server().run(env['DATABASE_URL']!, 'create schema pgboss; create table pgboss.version (nonsense text)')
        return env
      },
      /DATABASE_URL/,
    ],
    [
      'the master key is another one',
      async (env) => {
        await startsAndStops(env)
        return { ...env, DOCGEN_MASTER_KEY: randomBytes(32).toString('base64') }
      },
      /do not open with this master key/,
    ],
    [
      'the others keep their documents elsewhere',
      async (env) => {
        await startsAndStops(env)
        const other = await s3Double()
        onTestFinished(() => other.stop())
        return { ...env, S3_ENDPOINT: other.endpoint }
      },
      /keep their documents elsewhere/,
    ],
    [
      'there is no event store',
      async (env) => ({ ...env, EVENTSTORE_URL: `esdb://127.0.0.1:${await freePort()}?tls=false` }),
      /EVENTSTORE_URL/,
    ],
    [
      'there is no S3',
      async (env) => ({ ...env, S3_ENDPOINT: `http://127.0.0.1:${await freePort()}` }),
      /cannot be reached .*correct S3_ENDPOINT/,
    ],
    [
      'the S3 server is a web site',
      async (env) => {
        const site = createHttpServer((_, response) => void response.writeHead(200).end('<html>Welcome</html>'))
        site.listen(0, '127.0.0.1')
        onTestFinished(() => void site.close())
        await once(site, 'listening')
        return { ...env, S3_ENDPOINT: `http://127.0.0.1:${(site.address() as AddressInfo).port}` }
      },
      /does not give back what was stored there.*S3_ENDPOINT/,
    ],
  ])(
    '%s',
    async (_, prepare, message) => {
      const env = await prepare(await bucketOnly())
      await fails(env, message.source.includes('elsewhere') ? 3 : 7, message)
    },
    2 * PATIENCE_MS,
  )

  test('a table of the people who sign in is missing, which shows when it listens already', async () => {
    const env = await bucketOnly()
    await startsAndStops(env)
    await server().run(env['DATABASE_URL']!, 'alter table sign_ins rename to gone')
    await fails(env, 7, /DATABASE_URL/, { ...silent, terminal: true })
  })

  test(
    'a process that listens already ends, too',
    async () => {
      const env = await bucketOnly()
      const DOCGEN_DATA_DIR = await folder()
      await folderAt(DOCGEN_DATA_DIR, 'service.json')
      const { ended, said } = spawnService({
        ...env,
        DOCGEN_DATA_DIR,
        PORT: '0',
        AWS_ACCESS_KEY_ID: 'key',
        AWS_SECRET_ACCESS_KEY: 'secret',
      })
      expect(await ended, said()).toBe(7)
      expect(said()).toMatch(/\nError: The data folder .*DOCGEN_DATA_DIR.*\n$/)
    },
    2 * PATIENCE_MS,
  )

  async function printed(terminal: boolean): Promise<string> {
    const signals = new EventEmitter()
    let text = ''
    const { promise: greeted, resolve } = Promise.withResolvers<void>()
    const print = (line: string) => {
      text += `${line}\n`
      if (line === '' && text.includes('  API')) resolve()
    }
    const config = readConfig({ ...(await bucketOnly()), PORT: '0', DOCGEN_LOG_LEVEL: 'silent' })
    const served = serve(config, { print, terminal, signals })
    await Promise.race([greeted, served])
    signals.emit('SIGINT', 'SIGINT')
    await served
    return text
  }

  test('on a terminal: a link that opens the console, and the first key', async () => {
    const text = await printed(true)
    expect(text).toMatch(/Console +http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=\S+/)
    expect(text).toMatch(/Admin key +dgk_\S+/)
  })

  test('anywhere else: no secret, but how to get one', async () => {
    const text = await printed(false)
    expect(text).toMatch(/Console +http:\/\/127\.0\.0\.1:\d+ .*npx docgen sign-in/)
    expect(text).toContain('npx docgen keys create')
    expect(text).not.toMatch(/token=|dgk_/)
  })
})
