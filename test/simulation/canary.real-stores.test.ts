/**
 * The whole service, as a process of its own, on Postgres, S3, Redis and a simulated Slack: what people answer there,
 * say, hand over, share and install lies in clear text in no table, log of changes, job, object, cached value, log line
 * or metric.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { filesIn, foundIn } from '../support/canary.ts'
import { freePort } from '../support/servers/free-port.ts'
import { hasPostgres, startPostgres } from '../support/servers/postgres.ts'
import { hasS3, HOW_TO_GET_S3, startS3, type TestS3 } from '../support/servers/radosgw.ts'
import { onRealServer } from '../support/servers/real-servers.ts'
import { hasRedis, startRedis, type TestRedis } from '../support/servers/redis.ts'
import { startSlack, type SimulatedWorkspace } from '../../tools/slack-simulator/simulator.ts'
import { until } from '../support/until.ts'

const SECRET = 'Zebra-4711-canary'
/** The id of the template: it may be seen, and shows that the search finds what is there. */
const SEEN = 'letter-that-may-be-seen'

const KEY = `dgk_${randomBytes(24).toString('hex')}`

interface Running {
  readonly process: ChildProcess
  readonly url: string
  /** All that it printed and logged. */
  readonly said: () => Buffer
}

async function startService(port: number, env: Record<string, string>): Promise<Running> {
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../bin/docgen.js', import.meta.url)), 'serve'], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DOCGEN_LOG_LEVEL: 'debug',
      DOCGEN_ADMIN_KEY: KEY,
      DOCGEN_SHUTDOWN_DELAY_SECONDS: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
  onTestFinished(() => void child.kill('SIGKILL'))
  const isReady = async (): Promise<boolean> => {
    if (child.exitCode !== null) throw new Error(`The service ended: ${Buffer.concat(chunks).toString()}`)
    return fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  await until('the service is ready', isReady)
  return { process: child, url, said: () => Buffer.concat(chunks) }
}

const call = (url: string, method: string, address: string, body?: object | FormData): Promise<Response> =>
  fetch(`${url}${address}`, {
    method,
    headers: {
      authorization: `Bearer ${KEY}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  })

/** By OAuth, as an admin who is signed in to the console. */
async function install(url: string, workspace: SimulatedWorkspace): Promise<void> {
  const { url: link } = (await (await call(url, 'POST', '/api/v1/sign-in-links')).json()) as { url: string }
  const headers = { origin: url, 'content-type': 'application/x-www-form-urlencoded' }
  const signedIn = await fetch(`${url}/sign-in`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ token: new URL(link).searchParams.get('token') ?? '' }),
    redirect: 'manual',
  })
  const session = cookieOf(signedIn)
  const begun = await fetch(`${url}/slack/install/start`, { headers: { cookie: session }, redirect: 'manual' })
  const back = workspace.authorize(begun.headers.get('location') ?? '', workspace.person('admin'))
  expect((await fetch(back, { headers: { cookie: `${session}; ${cookieOf(begun)}` } })).status).toBe(200)
}

const cookieOf = (response: Response): string => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

/** Answers that are taken, refused, changed, handed over and shared, in every way that leaves something behind. */
async function talkInSlack(acme: SimulatedWorkspace): Promise<void> {
  const [ana, bob] = [acme.person('ana'), acme.person('bob')]
  acme.channel('deals', { members: [ana], bot: true })
  await ana.command('/docgen', `${SEEN} name="${SECRET}" colour="${SECRET}"`)
  const date = await ana.waitFor(/Start date/)
  await ana.say(`${SECRET} or tomorrow`, { thread: date })
  const again = await ana.waitFor(/Start date/, { after: date })
  await ana.choose('Ask someone else…', 'dg_more', { on: again })
  await ana.waitForModal(/Who can answer/)
  await ana.fillIn({ 'Who can answer this?': 'bob', 'A word to them': SECRET })
  expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
  await bob.say('1 May 2027', { thread: await bob.waitFor(/Start date/) })
  const story = await ana.waitFor(/Story/)
  const said = await ana.say(SECRET, { thread: story })
  const review = await ana.waitFor(/LOOK IT OVER/)
  await ana.edit(said, `${SECRET} once more`)
  const correction = await ana.waitFor(/Change “.*” from/, { after: review })
  await ana.click('Yes, change it', { on: correction })
  await ana.click('Make it and share it…', {
    on: await ana.waitFor(/LOOK IT OVER[\s\S]*once more/, { after: correction }),
  })
  await ana.waitForModal(/Which channel/)
  await ana.fillIn({ 'Which channel may have the finished file?': 'deals' })
  expect(await ana.submit()).toMatchObject({ outcome: 'cleared' })
  await ana.waitFor(/Here is your document/)
  await ana.waitFor(/shares it here/, { in: 'deals' })
  await ana.say(SECRET, { in: 'app' })
  await ana.waitFor(/no open conversation/)
}

async function answerOverHttp(url: string): Promise<void> {
  const { id } = (await (
    await call(url, 'POST', '/api/v1/generations', { template_id: SEEN, answers: { name: SECRET } })
  ).json()) as { id: string }
  expect((await call(url, 'PUT', `/api/v1/generations/${id}/answers/start_date`, { value: SECRET })).status).toBe(422)
  expect((await call(url, 'PUT', `/api/v1/generations/${id}/answers/${SECRET}`, { value: SECRET })).status).toBe(404)
  await call(url, 'PUT', `/api/v1/generations/${id}/answers/start_date`, { value: '2027-05-01' })
  // More bytes than an event holds.
  expect(
    (
      await call(url, 'PUT', `/api/v1/generations/${id}/answers/story`, {
        value: `${SECRET}${'€'.repeat(10)}`.repeat(1500),
      })
    ).status,
  ).toBe(200)
  expect((await call(url, 'POST', `/api/v1/generations/${id}/confirm`, {})).status).toBe(200)
  const state = async () =>
    ((await (await call(url, 'GET', `/api/v1/generations/${id}`)).json()) as { state: string }).state
  await until('the document is made', async () => (await state()) === 'rendered')
  expect(await (await call(url, 'GET', `/api/v1/generations/${id}/document`)).text()).toContain(SECRET)
}

async function tablesOf(database_url: string): Promise<Buffer> {
  const client = new Client({ connectionString: database_url })
  await client.connect()
  try {
    await client.query('checkpoint')
    const { rows: tables } = await client.query<{
      name: string
    }>(`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
      from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`)
    const dump: string[] = []
    for (const { name } of tables)
      dump.push(
        `${name} ${JSON.stringify((await client.query(`select row_to_json(t)::text as row from ${name} t`)).rows)}`,
      )
    return Buffer.from(dump.join('\n'))
  } finally {
    await client.end()
  }
}

async function objectsOf({ admin }: TestS3, bucket: string): Promise<Buffer[]> {
  const { Contents = [] } = await admin.send(new ListObjectsV2Command({ Bucket: bucket }))
  return Promise.all(
    Contents.map(async ({ Key = '' }) => {
      const { Body, ...head } = await admin.send(new GetObjectCommand({ Bucket: bucket, Key }))
      return Buffer.concat([
        Buffer.from(`${Key} ${JSON.stringify(head.Metadata)} `),
        await Body!.transformToByteArray(),
      ])
    }),
  )
}

async function valuesOf({ admin }: TestRedis): Promise<Buffer[]> {
  const keys = await admin.keys('*')
  return Promise.all(
    keys.map(async (key) => Buffer.concat([Buffer.from(key), (await admin.getBuffer(key)) ?? Buffer.alloc(0)])),
  )
}

onRealServer(
  'the service on Postgres, S3, Redis and Slack',
  hasPostgres && hasS3 && hasRedis,
  `apt-get install postgresql redis-server; ${HOW_TO_GET_S3}`,
  () => {
    test('keeps no answer and no token in clear text anywhere', async () => {
      const [postgres, s3, redis, port, data] = await Promise.all([
        startPostgres(),
        startS3(),
        startRedis(),
        freePort(),
        mkdtemp(path.join(tmpdir(), 'docgen-canary-')),
      ])
      onTestFinished(async () => {
        await Promise.all([postgres.stop(), s3.stop(), redis.stop(), rm(data, { recursive: true, force: true })])
      })
      const slack = await startSlack({
        app: {
          requestUrl: `http://127.0.0.1:${port}/slack/events`,
          redirectUrls: [`http://127.0.0.1:${port}/slack/oauth_redirect`],
        },
      })
      onTestFinished(() => slack.close())
      const [database_url, bucket] = await Promise.all([postgres.freshDatabase(), s3.freshBucket()])
      const service = await startService(port, {
        DATABASE_URL: database_url,
        DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
        DOCGEN_DATA_DIR: data,
        REDIS_URL: redis.url,
        DOCGEN_PUBLIC_URL: `http://127.0.0.1:${port}`,
        S3_BUCKET: bucket,
        S3_ENDPOINT: s3.endpoint,
        AWS_ACCESS_KEY_ID: s3.access_key,
        AWS_SECRET_ACCESS_KEY: s3.secret_key,
        SLACK_SIGNING_SECRET: slack.app.signingSecret,
        SLACK_CLIENT_ID: slack.app.clientId,
        SLACK_CLIENT_SECRET: slack.app.clientSecret,
        SLACK_API_URL: slack.apiUrl,
      })
      const form = new FormData()
      form.set('file', new File(['Dear {{name}}, from {{start_date}} on: {{story}}'], `${SEEN}.txt`))
      form.set('questions', JSON.stringify([{ name: 'story', kind: 'long_text' }]))
      expect((await call(service.url, 'POST', '/api/v1/templates', form)).status).toBe(201)
      const acme = slack.workspace('Acme')
      await install(service.url, acme)

      await answerOverHttp(service.url)
      await talkInSlack(acme)
      await until('Redis has the template', async () => (await redis.admin.keys('*')).length > 0)
      const places: Record<string, Buffer> = {
        metrics: Buffer.from(await (await call(service.url, 'GET', '/metrics')).arrayBuffer()),
        redis: Buffer.concat(await valuesOf(redis)),
        s3: Buffer.concat(await objectsOf(s3, bucket)),
        tables: await tablesOf(database_url),
        ...(postgres.data_folder === undefined
          ? {}
          : { 'data folder of Postgres': Buffer.concat(await filesIn(postgres.data_folder)) }),
      }
      service.process.kill('SIGTERM')
      await once(service.process, 'exit')
      places['data folder'] = Buffer.concat(await filesIn(data))
      places['logs'] = service.said()

      for (const name of ['redis', 's3', 'tables', 'data folder of Postgres']) {
        if (places[name] !== undefined)
          expect(foundIn(SEEN, places[name]), `the search finds what is there in clear: ${name}`).toBe(SEEN)
      }
      for (const table of [
        'slack_posts',
        'slack_threads',
        'slack_inbox',
        'slack_installations',
        'job_common',
        'people',
      ])
        expect(places['tables']!.includes(`.${table} `), table).toBe(true)
      expect(foundIn('/api/v1/generations/', places['logs'])).toBeDefined()
      const tokens = [...slack.state.tokens.keys()]
      expect(tokens.length).toBeGreaterThan(0)
      for (const secret of [SECRET, KEY, slack.app.clientSecret, slack.app.signingSecret, ...tokens]) {
        for (const [place, bytes] of Object.entries(places)) expect(foundIn(secret, bytes), place).toBeUndefined()
      }
    })
  },
)
