/** `docgen config check`: everything that would be used, where it comes from, and all that is wrong; nothing secret. */
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { checkConfig } from '../../../src/app/config-check.ts'
import { SETTINGS } from '../../../src/app/config/settings-table.ts'
import { cli, type Cli } from '../../support/services/cli.ts'
import { freePort } from '../../support/servers/free-port.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const PASSWORD = 'hunter2hunter2'

let terminal: Cli
beforeAll(async () => {
  terminal = await cli()
})

const check = (env: Record<string, string>, args = '') =>
  terminal.run(`config check ${args}`, '', { checkConfig: (connect) => checkConfig(env, connect) })

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'docgen-config-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

test('shows every setting with its value and where it comes from, and opens nothing', async () => {
  const data = path.join(await folder(), 'data')
  const { code, out } = await check({ DOCGEN_DATA_DIR: data, PORT: '9000' })
  expect(code).toBe(0)
  for (const { name } of Object.values(SETTINGS)) expect(out).toContain(name)
  expect(out).toMatch(/^PORT +9000 +environment$/m)
  expect(out).toMatch(/^HOST +127\.0\.0\.1 +default$/m)
  expect(out).toMatch(/^DATABASE_URL +not set *$/m)
  expect(out).toContain(`DocGen opens ${data} …`)
  await expect(readdir(data)).rejects.toThrow('ENOENT')
})

test('never shows a secret', async () => {
  const env = {
    DOCGEN_DATA_DIR: '/data',
    DOCGEN_ADMIN_KEY: PASSWORD.repeat(2),
    DOCGEN_MASTER_KEY: KEY,
    DATABASE_URL: `postgres://docgen:${PASSWORD}@db:5432/docgen`,
    EVENTSTORE_URL: `esdb://admin:${PASSWORD}@events:2113`,
    REDIS_URL: `rediss://:${PASSWORD}@cache:6379`,
    SLACK_BOT_TOKEN: `xoxb-${PASSWORD}`,
    SLACK_SIGNING_SECRET: PASSWORD,
  }
  const shown = await check(env, '--json')
  expect(shown.code).toBe(0)
  expect(shown.json).toMatchObject({
    problems: [],
    settings: expect.arrayContaining([
      { name: 'DATABASE_URL', value: 'postgres://db:5432/docgen', from: 'environment' },
      { name: 'DOCGEN_MASTER_KEY', value: '(set, not shown)', from: 'environment' },
    ]),
  })
  // A secret in the wrong place is one, too.
  const wrong = await check({ ...env, DATABASE_URL: PASSWORD, S3_ENDPOINT: `https://${PASSWORD}@s3` })
  expect(wrong.code).toBe(1)
  for (const { out, err } of [shown, wrong]) {
    expect(out + err).not.toContain(PASSWORD)
    expect(out + err).not.toContain(KEY)
  }
})

test('tells all that is wrong at once, and ends with 1', async () => {
  const { code, out, err } = await check({ PORT: 'x', DATABSE_URL: 'postgres://db/docgen', DOCGEN_LANGUAGE: 'german' })
  expect(code).toBe(1)
  expect(out).toMatch(/To correct:\n {2}PORT: .*\n {2}DOCGEN_LANGUAGE: .*\n {2}DATABSE_URL: .*“DATABASE_URL”/)
  expect(err).toContain('3 things to correct')
})

test.each<[Record<string, string>, RegExp]>([
  [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_SIGNING_SECRET: set it/],
  [{ S3_REGION: 'eu-central-1' }, /S3_REGION: documents go to S3 only when S3_BUCKET/],
  [{ DATABASE_URL: 'postgres://db/docgen' }, /DOCGEN_MASTER_KEY: every instance/],
  [{ DOCGEN_ROLES: 'worker' }, /DOCGEN_ROLES: the embedded database belongs to one process/],
  [{ EVENTSTORE_URL: 'esdb://events:2113', DOCGEN_NAMESPACE: '0:' }, /DOCGEN_NAMESPACE: on an EventStoreDB/],
])('settings that do not go together: %j', async (env, message) => {
  const { code, out } = await check(env)
  expect([code, out]).toEqual([1, expect.stringMatching(message)])
})

test('an address beyond this machine without a public one is worth a look, and no mistake', async () => {
  expect(await check({ HOST: '0.0.0.0' })).toMatchObject({
    code: 0,
    out: expect.stringMatching(/To look at:\n {2}HOST: it listens on 0\.0\.0\.0, .*DOCGEN_PUBLIC_URL/),
  })
  for (const env of [{}, { HOST: '::1' }, { HOST: '0.0.0.0', DOCGEN_PUBLIC_URL: 'https://docs.example.com' }])
    expect((await check(env)).out).not.toContain('To look at')
})

test('--connect tries the address, the folder and the stores', async () => {
  const data = await folder()
  const works = await check({ DOCGEN_DATA_DIR: path.join(data, 'new'), PORT: '0' }, '--connect')
  expect([works.code, works.out]).toEqual([
    0,
    expect.stringMatching(/Tried:\n.*listening on .*: works\n.*data folder .*: works/),
  ])

  const taken = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  await writeFile(path.join(data, 'file'), '')
  const closed = await freePort()
  const { code, out } = await check(
    {
      PORT: String(port),
      DOCGEN_DATA_DIR: path.join(data, 'file', 'data'),
      DOCGEN_MASTER_KEY: KEY,
      DATABASE_URL: `postgres://db:${PASSWORD}@127.0.0.1:${closed}/docgen`,
      REDIS_URL: `redis://:${PASSWORD}@127.0.0.1:${closed}`,
    },
    '--connect',
  )
  expect(code).toBe(1)
  expect(out).toMatch(/listening on .*: PORT: DocGen cannot listen/)
  expect(out).toMatch(/data folder .*: The data folder .* cannot be used .*DOCGEN_DATA_DIR/)
  expect(out).toMatch(/database .*: The database that DATABASE_URL names cannot be used/)
  expect(out).toMatch(/templates .*: The Redis that REDIS_URL names does not answer .*starts without it/)
  expect(out).not.toContain(PASSWORD)
})

test('nonsense on the command line is misuse', async () => {
  expect((await check({}, '--nonsense')).code).toBe(2)
  expect((await terminal.run('config')).code).toBe(2)
})
