/** The whole service on one Postgres, in several instances. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../src/adapters/outbound/postgres/open-postgres.ts'
import { SqlSnapshots, type SnapshotTables } from '../../src/adapters/outbound/sql/snapshots.ts'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { openReporting } from '../../src/app/compose/reporting.ts'
import { readConfig } from '../../src/app/config.ts'
import { startError } from '../../src/app/start-errors.ts'
import { clock } from '../support/subscriptions.ts'
import { onPostgres } from '../support/servers/on-postgres.ts'
import { openSession } from '../support/services/sign-in.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-compose-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

type Fetch = DocGenService['fetch']

/** A client with a key, of one instance or of each in turn. */
function clientOf(key: string, ...instances: readonly { readonly fetch: Fetch }[]) {
  let turn = 0
  return async (
    method: string,
    address: string,
    body?: object | FormData,
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const json = body !== undefined && !(body instanceof FormData)
    const request = new Request(`http://127.0.0.1${address}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : body }),
    })
    return instances[turn++ % instances.length]!.fetch(request)
  }
}

type Call = ReturnType<typeof clientOf>

interface View {
  readonly id: string
  readonly revision: number
  readonly state: string
  readonly answers: Readonly<Record<string, { readonly value: unknown }>>
}

const json = async <T>(response: Response | Promise<Response>): Promise<T> => (await (await response).json()) as T

async function register(call: Call, text = 'Dear {{name}}, {{greeting}}'): Promise<void> {
  const form = new FormData()
  form.set('file', new File([text], 'letter.txt'))
  expect((await call('POST', '/api/v1/templates', form)).status).toBe(201)
}

async function makeDocument(call: Call, name: string): Promise<string> {
  const { id } = await json<View>(
    call('POST', '/api/v1/generations', { template_id: 'letter', answers: { name, greeting: 'hello' } }),
  )
  expect((await call('POST', `/api/v1/generations/${id}/confirm`, {})).status).toBe(200)
  await expect.poll(async () => (await json<View>(call('GET', `/api/v1/generations/${id}`))).state).toBe('rendered')
  return id
}

onPostgres('on one Postgres', (server) => {
  /** What every instance of one installation is given. */
  async function installation() {
    const url = await server().freshDatabase()
    const env = {
      DATABASE_URL: url,
      DOCGEN_DATA_DIR: folder(),
      DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
      DOCGEN_LOG_LEVEL: 'silent',
    }
    return {
      url,
      env,
      open: async (more: Record<string, string> = {}): Promise<DocGenService> => {
        const service = await openService(readConfig({ ...env, ...more }))
        onTestFinished(() => service.close())
        return service
      },
    }
  }

  test('instances that start at the same moment come to the same keys, and make documents together', async () => {
    const { open } = await installation()
    const [one, two] = await Promise.all([open(), open()])
    expect(one.local_key).toBe(two.local_key)
    // Each shows it that finds no key of the other yet: at least one does, and never two different ones.
    const shown = await Promise.all([one.firstAdminKey(), two.firstAdminKey()])
    expect(new Set(shown.filter((key) => key !== undefined)).size).toBe(1)
    const call = clientOf(one.local_key, one, two)
    await register(call)
    const ids = await Promise.all(['Ada', 'Bob', 'Cleo', 'Dan'].map((name) => makeDocument(call, name)))
    for (const id of ids) {
      await expect
        .poll(async () => {
          const { data } = await json<{ data: { type: string }[] }>(
            call('GET', `/api/v1/audit?stream=generation-${id}&limit=100`),
          )
          return data.filter(({ type }) => type === 'DocumentRendered').length
        })
        .toBe(1)
    }
    const [a, b] = await Promise.all(
      [one, two].map(async (service) =>
        (await clientOf(one.local_key, service)('GET', `/api/v1/generations/${ids[0]}/document`)).text(),
      ),
    )
    expect(a).toBe('Dear Ada, hello')
    expect(b).toBe(a)
  })

  test('what one instance has folded is never shown after another has written more', async () => {
    const { open } = await installation()
    const [one, two] = [await open(), await open()]
    const [a, b] = [clientOf(one.local_key, one), clientOf(one.local_key, two)]
    await register(a)
    const begun = await json<View>(a('POST', '/api/v1/generations', { template_id: 'letter' }))
    for (let n = 0; n < 20; n++) {
      const [writer, reader] = n % 2 === 0 ? [a, b] : [b, a]
      const written = await json<View>(
        writer('PUT', `/api/v1/generations/${begun.id}/answers/name`, { value: `Name ${n}` }),
      )
      const read = await json<View>(reader('GET', `/api/v1/generations/${begun.id}`))
      expect(read.answers['name']?.value).toBe(`Name ${n}`)
      expect(read.revision).toBe(written.revision)
    }
  })

  test('a long conversation has a snapshot, from which an instance that never saw it goes on, and knows every command', async () => {
    const { open, url } = await installation()
    const [one, two] = [await open(), await open()]
    const call = clientOf(one.local_key, one, two)
    await register(call)
    const { id } = await json<View>(call('POST', '/api/v1/generations', { template_id: 'letter' }))
    const put = (by: Call, n: number) =>
      json<View>(
        by(
          'PUT',
          `/api/v1/generations/${id}/answers/name`,
          { value: `Name ${n}` },
          { 'idempotency-key': `answer-${n}` },
        ),
      )
    const given = []
    for (let n = 0; n < 80; n++) given.push(await put(call, n))
    const postgres = openPostgres<SnapshotTables>(url, { info() {}, warn() {}, error() {} })
    onTestFinished(() => postgres.close())
    await expect.poll(async () => (await new SqlSnapshots(postgres.db).find(`generation-${id}`))?.revision).toBe(63)
    const another = clientOf(one.local_key, await open())
    expect((await put(another, 80)).revision).toBe(81)
    for (const n of [0, 40, 79])
      expect(await put(another, n)).toMatchObject({
        revision: given[n]!.revision,
        answers: { name: { value: `Name ${n}` } },
      })
  })

  test('one Idempotency-Key at two instances at once is one generation', async () => {
    const { open } = await installation()
    const call = clientOf((await open()).local_key, await open(), await open())
    await register(call)
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        json<View>(
          call('POST', '/api/v1/generations', { template_id: 'letter' }, { 'idempotency-key': 'the-same-one' }),
        ),
      ),
    )
    expect(answers[0]!.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    const other = await call(
      'POST',
      '/api/v1/generations',
      { template_id: 'letter', answers: { name: 'Eve' } },
      { 'idempotency-key': 'the-same-one' },
    )
    expect(other.status).toBe(422)
  })

  test('a session that one instance opened is known to the other, and ends on both', async () => {
    const { open } = await installation()
    const [one, two] = [await open(), await open()]
    const owner = (await one.app.apiKeys.authenticate(one.local_key))!
    const session = await openSession(two.app, owner)
    const known = (await one.app.sessions.authenticate(session))!
    expect(known.caller).toEqual(owner)
    const { session: id } = known
    await one.app.sessions.end(owner.tenant, owner.actor, id)
    expect(await two.app.sessions.authenticate(session)).toBeUndefined()
  })

  test('an instance without subscriptions shows live what another has written; its workers make the document', async () => {
    const { open } = await installation()
    const worker = await open({ DOCGEN_ROLES: 'worker' })
    const api = await open({ DOCGEN_ROLES: 'api' })
    const other = await open({ DOCGEN_ROLES: 'api' })
    const call = clientOf(api.local_key, api)
    await register(call)
    const begun = await json<View>(call('POST', '/api/v1/generations', { template_id: 'letter' }))
    const stream = await call('GET', `/api/v1/generations/${begun.id}/events`)
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    await reader.read()
    await clientOf(api.local_key, other)('PUT', `/api/v1/generations/${begun.id}/answers/name`, { value: 'Ada' })
    let text = ''
    while (!text.includes('Ada')) {
      const { value, done } = await reader.read()
      if (done) break
      text += value
    }
    expect(text).toContain('Ada')
    await reader.cancel()
    await makeDocument(call, 'Bob')
    expect((await clientOf(api.local_key, worker)('GET', '/api/v1/templates')).status).toBe(404)
    expect(await json(clientOf(api.local_key, worker)('GET', '/health/ready'))).toMatchObject({
      status: 'ok',
      checks: { subscriptions: 'ok', events: 'ok', read_models: 'ok' },
    })
    expect(await json(call('GET', '/health/ready'))).toMatchObject({ status: 'ok' })
  })

  test('operators ask any instance: who holds what, a rebuild, a retry', async () => {
    const { open } = await installation()
    await open({ DOCGEN_ROLES: 'worker' })
    const api = await open({ DOCGEN_ROLES: 'api' })
    const call = clientOf(api.local_key, api)
    await register(call)
    await makeDocument(call, 'Ada')
    interface Status {
      readonly data: readonly {
        readonly name: string
        readonly holder: string | null
        readonly rebuild: object | null
        readonly handled: number
      }[]
    }
    const status = () => json<Status>(call('GET', '/api/v1/operations/projections'))
    for (const { holder } of (await status()).data) expect(holder).toMatch(/:\d+$/)
    expect((await call('POST', '/api/v1/operations/projections/audit/rebuild', {})).status).toBe(202)
    await expect.poll(async () => (await status()).data.find(({ name }) => name === 'audit')?.rebuild).toBeNull()
    await expect
      .poll(async () => (await json<{ data: object[] }>(call('GET', '/api/v1/audit?limit=100'))).data.length)
      .toBeGreaterThan(4)
    expect((await call('POST', '/api/v1/operations/projections/nothing/rebuild', {})).status).toBe(404)
  })

  test('reporting needs only a login that may read; it goes on after a rebuild, and can write nothing', async () => {
    const { open, url } = await installation()
    const service = await open()
    const call = clientOf(service.local_key, service)
    await register(call)
    await makeDocument(call, 'Ada')
    const login = `reader_${randomBytes(6).toString('hex')}`
    await server().run(
      url,
      `create role ${login} login password 'only reads';
      grant usage on schema public to ${login}; grant select on all tables in schema public to ${login};
      alter default privileges in schema public grant select on tables to ${login}`,
    )
    onTestFinished(() => server().run(url, `drop owned by ${login}; drop role ${login}`))
    const reader = Object.assign(new URL(url), { username: login, password: 'only reads' }).href
    const reporting = await openReporting(
      readConfig({ DATABASE_URL: reader, DOCGEN_ROLES: 'reporting', DOCGEN_LOG_LEVEL: 'silent' }),
      clock,
    )
    onTestFinished(() => reporting.close())
    const ask = clientOf(service.local_key, reporting)
    expect(await json(ask('GET', '/health/ready'))).toMatchObject({ status: 'ok' })
    await expect
      .poll(() => json(ask('GET', '/api/v1/reports/usage')))
      .toMatchObject({ data: [{ template_id: 'letter', rendered: 1 }] })
    expect((await ask('GET', '/api/v1/reports/funnel')).status).toBe(200)
    const audit = () =>
      json<{ data: { type: string; actor_name: string | null; data: object }[] }>(ask('GET', '/api/v1/audit?limit=100'))
    await expect.poll(async () => (await audit()).data.map(({ type }) => type)).toContain('DocumentRendered')
    const before = await audit()
    expect(before.data.map(({ type }) => type)).toContain('GenerationConfirmed')
    expect(JSON.stringify(before)).not.toContain('Ada')
    expect(before.data[0]).toHaveProperty('actor_name')
    await call('POST', '/api/v1/operations/projections/audit/rebuild', {})
    await expect
      .poll(async () =>
        (await json<{ data: { rebuild: object | null }[] }>(call('GET', '/api/v1/operations/projections'))).data.every(
          ({ rebuild }) => rebuild === null,
        ),
      )
      .toBe(true)
    expect(await audit()).toEqual(before)
    expect((await ask('GET', '/api/v1/templates')).status).toBe(404)
    expect((await ask('GET', '/api/v1/audit', undefined, { authorization: 'Bearer dgk_unknown' })).status).toBe(401)
    await expect(server().run(reader, 'delete from audit')).rejects.toThrow(/permission denied/)
  })

  test('settings that would tear an installation apart are refused, with what to do', async () => {
    const { url, env, open } = await installation()
    const { DOCGEN_MASTER_KEY: _, ...without } = env
    const refusal = async (given: Record<string, string>): Promise<string> => {
      const config = readConfig(given)
      return openService(config).then(
        async (service) => service.close().then(() => 'opened'),
        (error: unknown) => (startError(error, config) as Error).message,
      )
    }
    expect(await refusal(without)).toMatch(/DOCGEN_MASTER_KEY.*same master key/)
    expect(
      await refusal({ DATABASE_URL: url, DOCGEN_MASTER_KEY: env.DOCGEN_MASTER_KEY, DOCGEN_LOG_LEVEL: 'silent' }),
    ).toMatch(/Set S3_BUCKET.*, or DOCGEN_DATA_DIR/)
    expect(await refusal({ ...env, DATABASE_URL: 'postgres://docgen@no-such-host.invalid/docgen' })).toMatch(
      /DATABASE_URL names cannot be used: .*no-such-host/,
    )
    expect(await refusal({ DOCGEN_ROLES: 'worker', DOCGEN_DATA_DIR: folder() })).toMatch(/DOCGEN_ROLES.*DATABASE_URL/)
    await open()
    expect(await refusal({ ...env, DOCGEN_DATA_DIR: folder() })).toMatch(/keep their documents elsewhere/)
    expect(await refusal({ ...env, DOCGEN_MASTER_KEY: randomBytes(32).toString('base64') })).toMatch(
      /do not open with this master key/,
    )
    expect(await refusal({ ...env, DATABASE_URL: 'postgres://docgen@127.0.0.1:1/nothing' })).toMatch(
      /DATABASE_URL names cannot be used/,
    )
    await server().run(url, `insert into kysely_migration (name, timestamp) values ('9999_of_the_future', '2030')`)
    expect(await refusal(env)).toMatch(/newer version of DocGen/)
  })
})
