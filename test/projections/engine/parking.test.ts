/** An event that a subscriber cannot take is set aside with its stream; everything else goes on. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { generationStream } from '../../../src/domain/generation/generation-events.ts'
import { generations } from '../../../src/projections/models/generations.ts'
import { audit } from '../../../src/projections/models/audit.ts'
import { requestRetry } from '../../../src/projections/engine/parking.ts'
import type { Projection } from '../../../src/projections/engine/projection.ts'
import { rebuild } from '../../../src/projections/engine/rebuild/rebuild.ts'
import { listParked } from '../../../src/queries/operations/list-parked.ts'
import { answered, confirmed, idOf, requested, Scribe } from '../../support/data/histories.ts'
import { workshop, type Workshop } from '../../support/subscriptions.ts'

let shop: Workshop
let scribe: Scribe

beforeEach(async () => {
  shop = await workshop()
  scribe = new Scribe(shop.log)
})
afterEach(() => shop.close())

const caller = { actor: 'key:ada', tenant: 'default', roles: ['admin'] } as const
const POISON = generationStream(idOf('poison'))

/** Fails on confirmations of one generation until it is mended. */
function fragile(
  projection: Projection,
  fault = () => new Error('This event is poison.'),
): Projection & { mend(): void } {
  let broken = true
  return {
    ...projection,
    mend: () => (broken = false),
    apply(events, write) {
      if (broken && events.some(({ stream, event }) => stream === POISON && event.type === 'AnswerProvided'))
        throw fault()
      return projection.apply(events, write)
    },
  }
}

async function writeBoth(): Promise<void> {
  for (const name of ['good', 'poison', 'fine']) await scribe.generation(name, requested('nda', 'name'))
  for (const name of ['good', 'poison', 'fine']) await scribe.generation(name, answered('name', null))
  for (const name of ['good', 'poison', 'fine']) await scribe.generation(name, confirmed(name))
}

const states = async () =>
  Object.fromEntries(
    ((await shop.rows('generations')) as { id: string; state: string }[]).map(({ id, state }) => [id, state]),
  )

test('its stream stops before the event that failed, all others go on, and the list says why', async () => {
  await writeBoth()
  await shop.run([fragile(generations)])
  await shop.settled()
  expect(await states()).toEqual({
    [idOf('good')]: 'confirmed',
    [idOf('fine')]: 'confirmed',
    [idOf('poison')]: 'asking',
  })
  expect((await listParked(shop, caller)).streams).toMatchObject([
    {
      subscription: 'generations',
      stream: POISON,
      revision: 1,
      error: 'This event is poison.',
      events: 2,
      retrying: false,
    },
  ])
})

test('it stays parked across a restart, and later events of its stream wait behind it', async () => {
  await writeBoth()
  const projection = fragile(generations)
  await shop.run([projection])
  await shop.settled()
  await shop.stop()
  projection.mend()
  await shop.run([projection])
  await scribe.generation('poison', { type: 'GenerationCancelled', data: {} })
  await shop.settled()
  expect((await states())[idOf('poison')]).toBe('asking')
  expect((await listParked(shop, caller)).streams).toMatchObject([{ revision: 1, events: 3 }])
})

test('on request it is taken up again, in order', async () => {
  await writeBoth()
  const projection = fragile(generations)
  await shop.run([projection])
  await shop.settled()
  projection.mend()
  expect(await requestRetry(shop.db, 'generations', POISON)).toBe(true)
  await expect.poll(states).toMatchObject({ [idOf('poison')]: 'confirmed' })
  await expect.poll(() => shop.rows('parked')).toEqual([])
  await scribe.generation('poison', { type: 'GenerationCancelled', data: {} })
  await shop.settled()
  expect((await states())[idOf('poison')]).toBe('cancelled')
})

test('what fails again stays parked, with the new reason', async () => {
  await writeBoth()
  let tries = 0
  await shop.run([fragile(generations, () => new Error(`Try ${++tries}.`))])
  await shop.settled()
  const before = tries
  await requestRetry(shop.db, 'generations', POISON)
  await expect
    .poll(() => shop.rows('parked'))
    .toMatchObject([
      { revision: 1, error: `Try ${before + 1}.`, retry: false },
      { revision: 2, error: null },
    ])
  expect(await requestRetry(shop.db, 'generations', 'generation-unknown')).toBe(false)
})

test('the audit numbers a parked event as if it had never been parked', async () => {
  await writeBoth()
  const projection = fragile(audit)
  await shop.run([projection])
  await shop.settled()
  expect(await shop.rows('audit')).toHaveLength(7)
  projection.mend()
  await requestRetry(shop.db, 'audit', POISON)
  await expect
    .poll(async () => ((await shop.rows('audit')) as { seq: number }[]).map(({ seq }) => seq))
    .toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})

test('a rebuild forgets what was parked, and parks anew only what still fails', async () => {
  await writeBoth()
  const projection = fragile(generations)
  await shop.run([projection])
  await shop.settled()
  await rebuild(shop, projection, new AbortController().signal)
  expect(await shop.rows('parked')).toMatchObject([{ subscription: 'generations', revision: 1 }, { revision: 2 }])
  projection.mend()
  await rebuild(shop, projection, new AbortController().signal)
  expect(await shop.rows('parked')).toEqual([])
  expect((await states())[idOf('poison')]).toBe('confirmed')
})

test('a database that is away is nobody’s poison: the batch is tried again', async () => {
  await writeBoth()
  let faults = 3
  const [subscription] = await shop.run([
    {
      ...generations,
      apply(events, write) {
        if (faults-- > 0) throw Object.assign(new Error('connection lost'), { code: '57P01' })
        return generations.apply(events, write)
      },
    },
  ])
  await shop.settled()
  expect(await shop.rows('parked')).toEqual([])
  expect(Object.values(await states())).toEqual(['confirmed', 'confirmed', 'confirmed'])
  expect(subscription!.state()).toMatchObject({ phase: 'live', handled: 9 })
})
