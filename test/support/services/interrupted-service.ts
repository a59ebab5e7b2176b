/** Instances on a Postgres that goes away for a while, in every way it may; and what it takes to have come back. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { openPostgres } from '../../../src/adapters/outbound/postgres/open-postgres.ts'
import { openService, type DocGenService } from '../../../src/app/compose.ts'
import { readConfig } from '../../../src/app/config.ts'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'
import { Cable } from '../servers/cable.ts'
import type { OwnedPostgres } from '../servers/postgres.ts'
import { quiet } from '../subscriptions.ts'

export interface Scene {
  readonly server: OwnedPostgres
  readonly cable: Cable
  readonly instances: readonly DocGenService[]
  /** Of the database, not through the cable. */
  readonly url: string
  /** Waits until some instance has noticed that it holds nothing any more. */
  readonly noticed: () => Promise<unknown>
  readonly close: () => Promise<void>
}

/** Each resolves when the database can be used again. */
export const INTERRUPTIONS: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  'is restarted': ({ server }) => server.restart(),
  'crashes and is restarted': ({ server }) => server.restart('SIGQUIT'),
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
  // No error tells of it, so that it takes a while to be found out.
  'has its connections forgotten on the way': async ({ cable }) => cable.abandon(),
}

interface Readiness {
  readonly status: string
  readonly checks: Readonly<Record<string, string>>
}

const PATIENCE = { timeout: 90_000 }

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

/** So many instances on a database of their own, with a template, all ready, behind one cable. */
export async function openScene(server: OwnedPostgres, count: number): Promise<Scene> {
  const url = await server.freshDatabase()
  const cable = await Cable.lay('127.0.0.1', Number(new URL(url).port))
  const data = mkdtempSync(path.join(tmpdir(), 'docgen-interrupted-'))
  const config = readConfig({
    DATABASE_URL: Object.assign(new URL(url), { port: String(cable.port) }).href,
    DOCGEN_DATA_DIR: data,
    DOCGEN_MASTER_KEY: randomBytes(32).toString('base64'),
    DOCGEN_LOG_LEVEL: 'silent',
  })
  const instances: DocGenService[] = []
  for (let n = 0; n < count; n++) instances.push(await openService(config))
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  expect((await call(instances[0]!, 'POST', '/api/v1/templates', form)).status).toBe(201)
  const found = async () => (await Promise.all(instances.map(readiness))).map(({ checks }) => checks['subscriptions'])
  return {
    server,
    cable,
    instances,
    url,
    noticed: () => expect.poll(found, PATIENCE).toContain('failing'),
    async close() {
      for (const service of instances) await service.close()
      rmSync(data, { recursive: true, force: true })
    },
  }
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

/** Interrupts, and then every subscription is held anew, every instance is ready, and each makes a document. */
export async function comesBack(scene: Scene, interrupt: (scene: Scene) => Promise<void>): Promise<void> {
  const { instances, url } = scene
  await allReady(instances)
  const names = Object.keys(await takings(url))
  await expect.poll(async () => Object.values(await takings(url)).every((epoch) => epoch > 0), PATIENCE).toBe(true)
  const before = await takings(url)

  await interrupt(scene)

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
}
