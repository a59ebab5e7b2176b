/**
 * What a command costs beyond its store: `npm run bench:commands -- [--lengths] STORES`. A command (fold, decide, seal,
 * append) against a plain read and append of an event of the same size on the same store, at 1, 16 and 64 conversations
 * at once; then a command on a conversation of 5,000 events against one of 5, and what snapshots cost and take.
 *
 * “In a row”: this instance wrote last, and presumes that nobody else has written since: one append, no read. “Read
 * first”: a read of what is new, then the append, as on a conversation that others write to. “By turns”: two instances
 * answer alternately; each reads what the other wrote. The plain one reads and appends through the store alone; on
 * EventStoreDB through its naked client.
 */
import { EventStoreDBClient, jsonEvent, NO_STREAM, StreamNotFoundError, type JSONType } from '@eventstore/db-client'
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { SNAPSHOT_EVERY } from '../src/adapters/outbound/memory/aggregate-cache.ts'
import type { CommandDeps } from '../src/commands/command-deps.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'
import type { StorableEvent } from '../src/ports/events/event-store.ts'
import { startEventStoreDb } from './support/eventstoredb.ts'
import { median, rate, table, time } from './support/figures.ts'
import {
  addItem,
  answer,
  begin,
  onEventStoreDb,
  onPglite,
  onPostgres,
  registerLetter,
  type Bench,
} from './support/stores.ts'

/** How many items the list of the long conversation gets; the rest of it are changes of one answer. */
const LISTS = { 'few answers': 0, 'a list of 990 items': 990 } as const
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

const {
  values: { lengths: onlyLengths },
  positionals: asked,
} = parseArgs({ options: { lengths: { type: 'boolean', default: false } }, allowPositionals: true })
const rates = []
const lengths = []
for (const name of asked.length > 0 ? asked : Object.keys(stores)) {
  const [bench, plain] = await stores[name]!()
  await registerLetter(bench.deps)
  for (const concurrency of onlyLengths ? [] : [1, 16, 64])
    rates.push({ store: name, lanes: concurrency, ...(await compareRates(bench, plain, concurrency)) })
  for (const [held, items] of Object.entries(LISTS))
    lengths.push({ store: name, 'the long one holds': held, ...(await compareLengths(bench, items)) })
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
      const appended = await store.append(at.stream, at.revision === -1 ? 'none' : at.revision, [
        { id: randomUUID(), type, data, metadata },
      ])
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
      for await (const { event } of client.readStream(at.stream, { fromRevision: at.revision + 1n, maxCount: 500 }))
        at.revision = event!.revision
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error
    }
    const event = jsonEvent({
      id: randomUUID(),
      type,
      data: JSON.parse(data) as JSONType,
      metadata: JSON.parse(metadata) as JSONType,
    })
    const appended = await client.appendToStream(at.stream, [event], {
      expectedRevision: at.revision === -1n ? NO_STREAM : at.revision,
    })
    at.revision = appended.nextExpectedRevision
  }
}

/**
 * By turns; the median of the ratios. Each way and each round has conversations of its own, as long as it answers in
 * that time.
 */
async function compareRates({ deps, another, readsFirst, store }: Bench, plain: Plain, lanes: number) {
  const conversations = async (): Promise<string[]> => {
    const ids = await Promise.all(Array.from({ length: lanes }, () => begin(deps)))
    await Promise.all(ids.map((id) => answer(deps, id)))
    return ids
  }
  const [any] = await conversations()
  const [like] = await Array.fromAsync(store.readStream(`generation-${any}`, 1))
  const plainly = plain(like!)
  const instances = [another(), another()] as const
  const round = async () => {
    const [row, first, turns] = [await conversations(), await conversations(), await conversations()]
    const commands = turns.map(() => 0)
    return {
      plain: await rate(lanes, ROUND_MS, plainly),
      row: await rate(lanes, ROUND_MS, async (lane) => void (await answer(deps, row[lane]!))),
      first: await rate(lanes, ROUND_MS, async (lane) => void (await answer(readsFirst, first[lane]!))),
      turns: await rate(
        lanes,
        ROUND_MS,
        async (lane) => void (await answer(instances[commands[lane]!++ % 2]!, turns[lane]!)),
      ),
    }
  }
  await round()
  const rounds: Awaited<ReturnType<typeof round>>[] = []
  for (let n = 0; n < ROUNDS; n++) rounds.push(await round())
  const of = (figure: (one: (typeof rounds)[number]) => number): number => median(rounds.map(figure))
  return {
    'plain read + append/s': Math.round(of((one) => one.plain)),
    'in a row/s': Math.round(of((one) => one.row)),
    ratio: of((one) => one.row / one.plain).toFixed(2),
    'read first/s': Math.round(of((one) => one.first)),
    'its ratio': of((one) => one.first / one.plain).toFixed(2),
    'by turns/s': Math.round(of((one) => one.turns)),
    'its ratio ': of((one) => one.turns / one.plain).toFixed(2),
  }
}

/**
 * PGlite's work is all in one turn of the event loop; what is written in the background waits for the next, as between
 * requests.
 */
async function answerAndTurn(deps: CommandDeps, id: string): Promise<void> {
  await answer(deps, id)
  await nextTurn()
}

interface Pair {
  readonly short: number
  readonly long: number
}

/**
 * Warm: its fold is in the cache, as after any earlier command on this instance. Cold: the first command on an instance
 * that never saw it. Where it holds a long list, a part of the cost is that of deciding on so many answers.
 */
async function compareLengths({ db, deps, another }: Bench, items: number) {
  const beginWith = async (events: number): Promise<string> => {
    const id = await begin(deps)
    for (let n = 1; n < events; n++) await (events === LONG && n <= items ? addItem : answer)(deps, id)
    return id
  }
  const long = await beginWith(LONG)
  const warm: Pair[] = []
  let short = ''
  for (let n = 0; n < 300; n++) {
    // A short one that stays short.
    if (n % 25 === 0) short = await beginWith(5)
    warm.push({ short: await time(() => answer(deps, short)), long: await time(() => answer(deps, long)) })
  }
  await deps.aggregates.settled()
  const [cold, bare]: [Pair[], Pair[]] = [[], []]
  // Each appends an event: at the end, all distances from a snapshot have occurred.
  for (let n = 0; n < 2 * SNAPSHOT_EVERY; n++) {
    const [fresh, instance] = [await beginWith(5), another()]
    cold.push({ short: await time(() => answer(instance, fresh)), long: await time(() => answer(instance, long)) })
    await instance.aggregates.settled()
  }
  for (let n = 0; n < 7; n++) {
    const [fresh, instance] = [await beginWith(5), another({})]
    bare.push({ short: await time(() => answer(instance, fresh)), long: await time(() => answer(instance, long)) })
  }
  const {
    rows: [table],
  } = await sql<{
    bytes: number
  }>`select octet_length(sealed) as bytes from snapshots where stream = ${`generation-${long}`}`.execute(db)
  const [other, without] = [await beginWith(LONG), another({})]
  const ratios: number[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const writing = await rate(1, ROUND_MS / 2, () => answerAndTurn(deps, long))
    ratios.push(writing / (await rate(1, ROUND_MS / 2, () => answerAndTurn(without, other))))
  }
  const of = (pairs: readonly Pair[], digits: number) => {
    const [five, many] = [median(pairs.map((pair) => pair.short)), median(pairs.map((pair) => pair.long))]
    return (
      `${five.toFixed(digits)} → ${many.toFixed(digits)} ` +
      `(${median(pairs.map((pair) => pair.long / pair.short)).toFixed(2)})`
    )
  }
  return {
    'warm, ms: 5 → 5,000 events (ratio)': of(warm, 2),
    cold: of(cold, 1),
    'cold without snapshots': of(bare, 1),
    'commands/s writing them : not': median(ratios).toFixed(2),
    'its snapshot, KB': Math.round((table?.bytes ?? 0) / 1024),
  }
}
