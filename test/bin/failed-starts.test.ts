/** A start that fails, early or late, ends the process with the documented code and says what to do. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { onPostgres } from '../support/on-postgres.ts'
import { s3Double } from '../support/s3-double.ts'
import { until } from '../support/until.ts'

const BIN = fileURLToPath(new URL('../../bin/docgen.js', import.meta.url))
const PATIENCE_MS = 60_000

type Environment = Readonly<Record<string, string>>

/** `docgen serve` in an environment of its own, with nothing of ours in it. */
function serve(env: Environment) {
  const { PATH = '' } = process.env
  const given = { PATH, NO_COLOR: '1', DOCGEN_LOG_LEVEL: 'error', ...env }
  const service = spawn(process.execPath, [BIN, 'serve'], { env: given })
  onTestFinished(() => void service.kill('SIGKILL'))
  let said = ''
  const hear = (chunk: Buffer): void => void (said += chunk.toString())
  for (const stream of [service.stdout, service.stderr]) stream.on('data', hear)
  const ended = once(service, 'exit').then(([code]) => code as number | null)
  return { service, ended, said: () => said.replaceAll(/\s+/g, ' ') }
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'docgen-start-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

const inFolder = async () => ({ DOCGEN_DATA_DIR: await folder() })

async function takenPort(): Promise<string> {
  const server: Server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return String((server.address() as AddressInfo).port)
}

/** It ended by itself, with this code, having said this; and nobody listens on its port any more. */
async function fails(env: Environment, code: number, message: RegExp): Promise<void> {
  const port = env['PORT'] ?? String(await freePort())
  const { ended, said } = serve({ PORT: port, ...env })
  expect(await ended, said()).toBe(code)
  expect(said()).toMatch(message)
  if (env['PORT'] !== undefined) return
  await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow('fetch failed')
}

/** What stands where a file must be written. */
async function folderAt(...names: readonly string[]): Promise<void> {
  await mkdir(path.join(...names, 'in-the-way'), { recursive: true })
}

test.each<[string, () => Promise<Environment>, RegExp]>([
  ['the port is taken', async () => ({ ...await inFolder(), PORT: await takenPort() }), /cannot listen .*EADDRINUSE/],
  ['the host is none', async () => ({ ...await inFolder(), HOST: 'nowhere.invalid' }), /listen on nowhere\.invalid/],
  ['the host is another machine’s', async () => ({ ...await inFolder(), HOST: '192.0.2.1' }), /listen on 192\.0\.2\.1/],
  ['its own key cannot be read', async () => {
    const DOCGEN_DATA_DIR = await folder()
    await folderAt(DOCGEN_DATA_DIR, 'local.key')
    return { DOCGEN_DATA_DIR }
  }, /data folder .* cannot be used \(EISDIR/],
  ['where it is cannot be written, when it listens already', async () => {
    const DOCGEN_DATA_DIR = await folder()
    await folderAt(DOCGEN_DATA_DIR, 'service.json')
    return { DOCGEN_DATA_DIR }
  }, /data folder .* cannot be used \(E/],
  ['the documents have no folder', async () => {
    const DOCGEN_DATA_DIR = await folder()
    await writeFile(path.join(DOCGEN_DATA_DIR, 'documents'), 'in the way')
    return { DOCGEN_DATA_DIR }
  }, /data folder .* cannot be used \(E/],
  ['the data folder is a file', async () => {
    const file = path.join(await folder(), 'file')
    await writeFile(file, '')
    return { DOCGEN_DATA_DIR: file }
  }, /data folder .* cannot be used \(E/],
  ['there is no event store', async () => ({
    DOCGEN_DATA_DIR: await folder(), EVENTSTORE_URL: `esdb://127.0.0.1:${await freePort()}?tls=false`,
  }), /EVENTSTORE_URL/],
  ['there is no S3', async () => ({
    DOCGEN_DATA_DIR: await folder(), S3_BUCKET: 'documents', S3_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
    AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret',
  }), /S3_ENDPOINT/],
])('embedded: %s', async (_, env, message) => {
  await fails(await env(), 7, message)
}, PATIENCE_MS)

test('something unforeseen ends it, too', async () => {
  const DOCGEN_DATA_DIR = await folder()
  await mkdir(path.join(DOCGEN_DATA_DIR, 'database'))
  await writeFile(path.join(DOCGEN_DATA_DIR, 'database', 'PG_VERSION'), 'nonsense')
  const { ended, said } = serve({ DOCGEN_DATA_DIR, PORT: '0' })
  expect([1, 7], said()).toContain(await ended)
}, PATIENCE_MS)

onPostgres('a start on Postgres', (server) => {
  /** Documents in a bucket, no data folder, and a home that nothing can be written to. */
  async function bucketOnly(): Promise<Environment> {
    const s3 = await s3Double()
    onTestFinished(() => s3.stop())
    return {
      DATABASE_URL: await server().freshDatabase(),
      DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
      HOME: '/proc/nobody',
      S3_BUCKET: 'documents', S3_ENDPOINT: s3.endpoint, AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret',
    }
  }

  async function startsAndStops(env: Environment): Promise<void> {
    const port = await freePort()
    const { service, ended, said } = serve({ ...env, PORT: String(port) })
    const gone = ended.then((code) => { throw new Error(`It ended with ${code}: ${said()}`) })
    const ready = () => fetch(`http://127.0.0.1:${port}/health/ready`).then(({ status }) => status === 200, () => false)
    await Promise.race([gone, until('it is ready', ready, PATIENCE_MS)])
    gone.catch(() => undefined)
    service.kill('SIGTERM')
    expect(await ended, said()).toBe(0)
  }

  test('with documents in a bucket it needs no data folder', async () => {
    await startsAndStops(await bucketOnly())
  }, PATIENCE_MS)

  test('a data folder that was named is made', async () => {
    await startsAndStops({ ...await bucketOnly(), DOCGEN_DATA_DIR: path.join(await folder(), 'not', 'yet') })
  }, PATIENCE_MS)

  test.each<[string, (env: Environment) => Promise<Environment>, RegExp]>([
    ['the port is taken', async (env) => ({ ...env, PORT: await takenPort() }), /cannot listen on .*EADDRINUSE/],
    ['the host is none', async (env) => ({ ...env, HOST: 'nowhere.invalid' }), /cannot listen on nowhere\.invalid/],
    ['a folder that was named cannot be made', async (env) => {
      const file = path.join(await folder(), 'file')
      await writeFile(file, '')
      return { ...env, DOCGEN_DATA_DIR: path.join(file, 'data') }
    }, /DOCGEN_DATA_DIR/],
    ['where it is cannot be written, when it listens already', async (env) => {
      const DOCGEN_DATA_DIR = await folder()
      await folderAt(DOCGEN_DATA_DIR, 'service.json')
      return { ...env, DOCGEN_DATA_DIR }
    }, /data folder .* cannot be used \(E/],
    ['the job engine has no room', async (env) => {
      await server().run(env['DATABASE_URL']!, 'create schema pgboss; create table pgboss.version (nonsense text)')
      return env
    }, /DATABASE_URL/],
    ['a table of the people who sign in is missing, which shows when it listens already', async (env) => {
      await startsAndStops(env)
      await server().run(env['DATABASE_URL']!, 'alter table sign_ins rename to gone')
      return env
    }, /DATABASE_URL/],
    ['the master key is another one', async (env) => {
      await startsAndStops(env)
      return { ...env, DOCGEN_MASTER_KEY: randomBytes(32).toString('base64') }
    }, /do not open with this master key/],
    ['the others keep their documents elsewhere', async (env) => {
      await startsAndStops(env)
      return { ...env, S3_ENDPOINT: (await bucketOnly())['S3_ENDPOINT']! }
    }, /keep their documents elsewhere/],
    ['there is no event store', async (env) => ({
      ...env, EVENTSTORE_URL: `esdb://127.0.0.1:${await freePort()}?tls=false`,
    }), /EVENTSTORE_URL/],
  ])('%s', async (_, prepare, message) => {
    const env = await prepare(await bucketOnly())
    await fails(env, message.source.includes('elsewhere') ? 3 : 7, message)
  }, 2 * PATIENCE_MS)
})
