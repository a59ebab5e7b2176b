/**
 * One to three instances on a Postgres that goes away for a while, in every way it may: each is ready again by itself.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { openPostgres } from '../../src/adapters/outbound/postgres/open-postgres.ts'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { Cable } from '../support/servers/cable.ts'
import { canStartPostgres, startOwnPostgres, type OwnedPostgres } from '../support/servers/postgres.ts'
import { onRealServer } from '../support/servers/real-servers.ts'
import { quiet } from '../support/subscriptions.ts'

interface Scene {
  readonly server: OwnedPostgres
  readonly cable: Cable
  readonly instances: readonly DocGenService[]
  /** Waits until some instance has noticed that it holds nothing any more. */
  readonly noticed: () => Promise<unknown>
}

/** Each resolves when the database can be used again. */
const INTERRUPTIONS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  restarted: ({ server }) => server.restart(),
  'crashed and restarted': ({ server }) => server.restart('SIGQUIT'),
  'ends all sessions': ({ server }) => server.cutConnections(),
  'stands still': async ({ server, noticed }) => {
    const goOn = server.stall()
    await noticed().finally(goOn)
  },
  'cannot be reached, without a word': async ({ cable, noticed }) => {
    const goOn = cable.silence()
    await noticed().finally(goOn)
  },
  'has its connections reset': async ({ cable }) => cable.cut(),
}

/** No error tells of it, so that it takes a while to be found out. */
const FORGOTTEN = 'has its connections forgotten on the way'
const forget = async ({ cable }: Scene): Promise<void> => cable.abandon()

const CASES = [1, 2, 3].flatMap((count) =>
  Object.entries(INTERRUPTIONS).map(([kind, interrupt]) => ({ count, kind, interrupt })),
)

interface Readiness {
  readonly status: string
  readonly checks: Readonly<Record<string, string>>
}

const PATIENCE = { timeout: 90_000 }

const INSTALL = 'Install Debian’s “postgresql”, or set TEST_POSTGRES_BIN.'

onRealServer('the service on a Postgres that goes away', canStartPostgres, INSTALL, () => {
  let server: OwnedPostgres
  beforeAll(async () => {
    server = await startOwnPostgres()
  })
  afterAll(() => server.stop())

  function call(service: DocGenService, method: string, address: string, body?: object | FormData) {
    const json = body !== undefined && !(body instanceof FormData)
    const headers = {
      authorization: `Bearer ${service.local_key}`,
      ...(json ? { 'content-type': 'application/json' } : {}),
    }
    const content = body === undefined ? {} : { body: json ? JSON.stringify(body) : body }
    return service.fetch(new Request(`http://127.0.0.1${address}`, { method, headers, ...content }))
  }
  const json = async <T>(answer: Response | Promise<Response>): Promise<T> => (await (await answer).json()) as T
  const readiness = (service: DocGenService): Promise<Readiness> => json(call(service, 'GET', '/health/ready'))

  /** So many instances on a database of their own, all ready, behind one cable. */
  async function scene(count: number): Promise<Scene & { readonly url: string }> {
    const url = await server.freshDatabase()
    const cable = await Cable.lay('127.0.0.1', Number(new URL(url).port))
    const data = mkdtempSync(path.join(tmpdir(), 'docgen-interrupted-'))
    onTestFinished(() => rmSync(data, { recursive: true, force: true }))
    const config = readConfig({
      DATABASE_URL: Object.assign(new URL(url), { port: String(cable.port) }).href,
      DOCGEN_DATA_DIR: data,
      DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
      DOCGEN_LOG_LEVEL: 'silent',
    })
    const instances: DocGenService[] = []
    for (let n = 0; n < count; n++) {
      const service = await openService(config)
      instances.push(service)
      onTestFinished(() => service.close())
    }
    const found = async () => (await Promise.all(instances.map(readiness))).map(({ checks }) => checks['subscriptions'])
    const noticed = () => expect.poll(found, PATIENCE).toContain('failing')
    return { server, cable, instances, noticed, url }
  }

  /** How often each subscription was taken by some instance. */
  async function takings(url: string): Promise<Record<string, number>> {
    const postgres = openPostgres<ReadSchema>(url, quiet, { connections: 1 })
    try {
      const rows = await postgres.db.selectFrom('checkpoints').select(['name', 'epoch']).execute()
      return Object.fromEntries(rows.map(({ name, epoch }) => [name, epoch]))
    } finally {
      await postgres.close()
    }
  }

  async function makesDocument(service: DocGenService): Promise<void> {
    const wanted = { template_id: 'letter', answers: { name: 'Ada' } }
    const { id } = await json<{ id: string }>(call(service, 'POST', '/api/v1/generations', wanted))
    expect((await call(service, 'POST', `/api/v1/generations/${id}/confirm`, {})).status).toBe(200)
    const state = async () => (await json<{ state: string }>(call(service, 'GET', `/api/v1/generations/${id}`))).state
    await expect.poll(state, PATIENCE).toBe('rendered')
  }

  const allReady = (instances: readonly DocGenService[]) =>
    expect
      .poll(async () => (await Promise.all(instances.map(readiness))).map(({ status }) => status), PATIENCE)
      .toEqual(instances.map(() => 'ok'))

  const all = [...CASES, { count: 2, kind: FORGOTTEN, interrupt: forget }]

  test.each(all)(
    '$count at work: the database $kind',
    async ({ count, interrupt }) => {
      const scenery = await scene(count)
      const { instances, url } = scenery
      const form = new FormData()
      form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
      expect((await call(instances[0]!, 'POST', '/api/v1/templates', form)).status).toBe(201)
      await allReady(instances)
      const names = Object.keys(await takings(url))
      await expect.poll(async () => Object.values(await takings(url)).every((epoch) => epoch > 0), PATIENCE).toBe(true)
      const before = await takings(url)

      await interrupt(scenery)

      // Only now is the question whether those that lost are well again.
      await expect
        .poll(async () => {
          const now = await takings(url)
          return names.filter((name) => now[name]! <= before[name]!)
        }, PATIENCE)
        .toEqual([])
      await allReady(instances)
      for (const instance of instances) await makesDocument(instance)
      await allReady(instances)
    },
    240_000,
  )
})
