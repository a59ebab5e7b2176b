/** A read model is rebuilt beside the one that is read, and gives the same rows. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PROJECTIONS } from '../../../../src/projections/all.ts'
import { audit } from '../../../../src/projections/models/audit.ts'
import { generations } from '../../../../src/projections/models/generations.ts'
import { rebuild, type RebuildProgress } from '../../../../src/projections/engine/rebuild/rebuild.ts'
import { getProjectionsStatus } from '../../../../src/queries/operations/get-projections-status.ts'
import { random, requested, Scribe, writeHistory } from '../../../support/data/histories.ts'
import { clock, workshop, type Workshop } from '../../../support/subscriptions.ts'

let shop: Workshop

beforeEach(async () => {
  shop = await workshop()
})
afterEach(() => shop.close())

const TABLES = PROJECTIONS.flatMap(({ tables }) => tables.map(({ name }) => name))
const never = new AbortController().signal
const allRows = async () =>
  Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await shop.rows(table)] as const)))

test('random histories, cut into batches anyhow, give the same rows when they are rebuilt', async () => {
  const chance = random()
  await shop.run(PROJECTIONS)
  await writeHistory(shop.log, chance, 250)
  await shop.settled()
  const before = await allRows()
  expect(before['audit']!.length, `seed ${chance.seed}`).toBeGreaterThan(60)
  for (const projection of PROJECTIONS) await rebuild(shop, projection, never)
  expect(await allRows(), `seed ${chance.seed}`).toEqual(before)
})

test('every conversation of the funnel has passed, given up or waits: reached is their sum', async () => {
  const chance = random()
  await writeHistory(shop.log, chance, 300)
  await shop.run(PROJECTIONS)
  await shop.settled()
  const funnel = (await shop.rows('funnel')) as {
    template_id: string
    template_version: number
    question: string
    reached: number
    passed: number
    given_up: number
  }[]
  const waiting = (await shop.rows('funnel_conversations')) as { waits_at: string }[]
  const rest = funnel.reduce((sum, row) => sum + row.reached - row.passed - row.given_up, 0)
  expect(rest, `seed ${chance.seed}`).toBe(waiting.length)
  for (const row of funnel)
    expect(
      Math.min(row.passed, row.given_up, row.reached - row.passed - row.given_up),
      `seed ${chance.seed} ${row.question}`,
    ).toBeGreaterThanOrEqual(0)
})

test('reads go on while it is rebuilt, and what is appended meanwhile is there afterwards', async () => {
  const scribe = new Scribe(shop.log)
  for (let n = 0; n < 30; n++) await scribe.generation(`early ${n}`, requested('nda', 'name'))
  await shop.run([generations])
  await shop.settled()
  const seen: number[] = []
  const progress: RebuildProgress[] = []
  let n = 0
  await rebuild(shop, generations, never, {
    report(now) {
      progress.push(now)
      void scribe.generation(`late ${n++}`, requested('nda', 'name'))
      void shop.rows('generations').then((rows) => seen.push(rows.length))
    },
  })
  await shop.settled()
  expect(await shop.rows('generations')).toHaveLength(30 + n)
  expect(seen.length).toBeGreaterThan(0)
  for (const count of seen) expect(count).toBeGreaterThanOrEqual(30)
  expect(progress[0]).toEqual({ handled: 0, total: 30 })
  expect(progress.at(-1)!.handled).toBeGreaterThanOrEqual(30)
})

test('a rebuild that was cut off leaves the old rows, and can be done again', async () => {
  const scribe = new Scribe(shop.log)
  for (let n = 0; n < 5; n++) await scribe.generation(`${n}`, requested('nda', 'name'))
  await shop.run([audit])
  await shop.settled()
  const stopped = new AbortController()
  await expect(
    rebuild(shop, audit, stopped.signal, { report: () => stopped.abort(new Error('cut off')) }),
  ).rejects.toThrow('cut off')
  expect(await shop.rows('audit')).toHaveLength(5)
  await rebuild(shop, audit, never)
  await rebuild(shop, audit, never)
  expect(await shop.rows('audit')).toHaveLength(5)
  await scribe.generation('6', requested('nda', 'name'))
  await shop.settled()
  expect(await shop.rows('audit')).toHaveLength(6)
})

test('a new version of a read model is built from the start of the log before it goes on', async () => {
  const scribe = new Scribe(shop.log)
  await scribe.generation('a', requested('nda', 'name'))
  await shop.run([generations])
  await shop.settled()
  await shop.stop()
  await scribe.generation('b', requested('nda', 'name'))
  await shop.run([
    {
      ...generations,
      version: generations.version + 1,
      apply: (events, write) =>
        generations.apply(
          events.map((recorded) => ({ ...recorded, envelope: { ...recorded.envelope, surface: 'slack' as const } })),
          write,
        ),
    },
  ])
  await shop.settled()
  await expect.poll(() => shop.rows('generations')).toMatchObject([{ surface: 'slack' }, { surface: 'slack' }])
  const { data } = await getProjectionsStatus({ ...shop, clock })
  expect(data).toMatchObject([
    {
      name: 'generations',
      version: generations.version + 1,
      handled: 2,
      caught_up: true,
      behind: 0,
      parked: 0,
      rebuild: null,
    },
  ])
})
