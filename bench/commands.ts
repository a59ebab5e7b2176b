/**
 * What a command costs beyond its store: `npm run bench:commands -- STORES`. A command (load, fold, decide, seal, append) against a plain read and
 * append of an event of the same size on the same store, at 1, 16 and 64 at once; and a command on a conversation of 5,000 events against one of 5.
 *
 * “At once”: each answer a moment after the one before, decided without reading again. “After a pause”: it reads what is new first. The plain one
 * reads and appends through the store alone; on EventStoreDB through its naked client.
 */
import { EventStoreDBClient, jsonEvent, NO_STREAM, StreamNotFoundError, type JSONType } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startPostgres } from '../test/support/postgres.ts'
import type { StorableEvent } from '../src/ports/event-store.ts'
import { startEventStoreDb } from './support/eventstoredb.ts'
import { median, rate, table, time } from './support/figures.ts'
import { answer, begin, onEventStoreDb, onPglite, onPostgres, registerLetter, type Bench } from './support/stores.ts'

const ROUND_MS = 400
const ROUNDS = 25
const LONG = 5000

const postgres = await startPostgres()
const eventStore = await startEventStoreDb()
const folder = mkdtempSync(path.join(tmpdir(), 'docgen-commands-'))

type Plain = (like: StorableEvent) => (lane: number) => Promise<void>

const stores: Readonly<Record<string, () => Promise<readonly [Bench, Plain]>>> = {
  async postgres() {
    const bench = await onPostgres(await postgres.freshDatabase())
    return [bench, plainOn(bench)]
  },
  async eventstoredb() {
    return [await onEventStoreDb(eventStore.url, await postgres.freshDatabase()), plainClient]
  },
  async pglite() {
    const bench = await onPglite(folder)
    return [bench, plainOn(bench)]
  },
}

const asked = process.argv.slice(2)
const rates = []
const lengths = []
for (const name of asked.length > 0 ? asked : Object.keys(stores)) {
  const [bench, plain] = await stores[name]!()
  await registerLetter(bench.deps)
  for (const concurrency of [1, 16, 64]) rates.push({ store: name, lanes: concurrency, ...(await compareRates(bench, plain, concurrency)) })
  lengths.push({ store: name, ...(await compareLengths(bench)) })
  await bench.close()
}
table(rates)
table(lengths)
eventStore.stop()
await postgres.stop()
rmSync(folder, { recursive: true, force: true })
process.exit()

function plainOn({ store }: Bench): Plain {
  return ({ type, data, metadata }) => {
    const lanes: { readonly stream: string; revision: number }[] = []
    return async (lane) => {
      const at = (lanes[lane] ??= { stream: `plain-${randomUUID()}`, revision: -1 })
      for await (const event of store.readStream(at.stream, at.revision + 1)) at.revision = event.revision
      const appended = await store.append(at.stream, at.revision === -1 ? 'none' : at.revision, [{ id: randomUUID(), type, data, metadata }])
      at.revision = appended.revision
    }
  }
}

function plainClient({ type, data, metadata }: StorableEvent): (lane: number) => Promise<void> {
  const client = EventStoreDBClient.connectionString(eventStore.url)
  const lanes: { readonly stream: string; revision: bigint }[] = []
  return async (lane) => {
    const at = (lanes[lane] ??= { stream: `plain_client-${randomUUID()}`, revision: -1n })
    try {
      for await (const { event } of client.readStream(at.stream, { fromRevision: at.revision + 1n, maxCount: 500 })) at.revision = event!.revision
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error
    }
    const event = jsonEvent({ id: randomUUID(), type, data: JSON.parse(data) as JSONType, metadata: JSON.parse(metadata) as JSONType })
    const appended = await client.appendToStream(at.stream, [event], { expectedRevision: at.revision === -1n ? NO_STREAM : at.revision })
    at.revision = appended.nextExpectedRevision
  }
}

/** By turns; the median of the ratios. */
async function compareRates({ deps, afterPauses, store }: Bench, plain: Plain, lanes: number) {
  // Each way has conversations of its own: what the other appended would have to be read first.
  const conversations = async () => {
    const ids = await Promise.all(Array.from({ length: lanes }, () => begin(deps)))
    await Promise.all(ids.map((id) => answer(deps, id)))
    return ids
  }
  const [some, others] = [await conversations(), await conversations()]
  const [like] = await Array.fromAsync(store.readStream(`generation-${some[0]}`, 1))
  const ways = {
    plain: plain(like!),
    atOnce: async (lane: number): Promise<void> => void (await answer(deps, some[lane]!)),
    afterPause: async (lane: number): Promise<void> => void (await answer(afterPauses, others[lane]!)),
  }
  const round = async () => ({
    plain: await rate(lanes, ROUND_MS, ways.plain), atOnce: await rate(lanes, ROUND_MS, ways.atOnce), afterPause: await rate(lanes, ROUND_MS, ways.afterPause),
  })
  await round()
  const rounds: Awaited<ReturnType<typeof round>>[] = []
  for (let n = 0; n < ROUNDS; n++) rounds.push(await round())
  const of = (figure: (one: (typeof rounds)[number]) => number): number => median(rounds.map(figure))
  return {
    'plain read + append/s': Math.round(of((one) => one.plain)),
    'at once, commands/s': Math.round(of((one) => one.atOnce)),
    ratio: of((one) => one.atOnce / one.plain).toFixed(2),
    'after a pause, commands/s': Math.round(of((one) => one.afterPause)),
    'its ratio': of((one) => one.afterPause / one.plain).toFixed(2),
  }
}

/** Warm: its fold is in the cache, as after any earlier command on this instance. Cold: the first command on an instance that never saw it. */
async function compareLengths({ deps, cold }: Bench) {
  const [short, long] = [await begin(deps), await begin(deps)]
  for (let n = 1; n < 5; n++) await answer(deps, short)
  for (let n = 1; n < LONG; n++) await answer(deps, long)
  const warm: { short: number; long: number }[] = []
  for (let n = 0; n < 300; n++) {
    // A short one that stays short.
    const fresh = n % 50 === 0 ? await begin(deps) : undefined
    if (fresh !== undefined) await answer(deps, fresh)
    warm.push({ short: await time(() => answer(deps, fresh ?? short)), long: await time(() => answer(deps, long)) })
  }
  const first: { short: number; long: number }[] = []
  for (let n = 0; n < 5; n++) {
    const fresh = await begin(deps)
    for (let m = 1; m < 5; m++) await answer(deps, fresh)
    const other = cold()
    first.push({ short: await time(() => answer(other, fresh)), long: await time(() => answer(other, long)) })
  }
  const of = (pairs: readonly { short: number; long: number }[]) => ({
    short: median(pairs.map((pair) => pair.short)), long: median(pairs.map((pair) => pair.long)), ratio: median(pairs.map((pair) => pair.long / pair.short)),
  })
  const [w, f] = [of(warm), of(first)]
  return {
    'events 5, ms': w.short.toFixed(2), [`events ${LONG}, ms`]: w.long.toFixed(2), ratio: w.ratio.toFixed(2),
    'first, 5, ms': f.short.toFixed(1), [`first, ${LONG}, ms`]: f.long.toFixed(0),
  }
}
