/**
 * Fills a data folder with generations as years leave them behind: sealed and hashed by the event log, and in the read
 * models by their own projections, in big batches. Nothing goes through HTTP, and no document is made.
 */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedEventLog } from '../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryDocumentStore } from '../../src/adapters/outbound/memory/memory-document-store.ts'
import { tables } from '../../src/app/compose/stores/database.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import type { EventLog } from '../../src/ports/events/event-log.ts'
import type { EventStore, StorableEvent } from '../../src/ports/events/event-store.ts'
import type { DataKeys } from '../../src/ports/keys/data-keys.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { PROCESS_MANAGER } from '../../src/processes/generation-process-manager.ts'
import { PROJECTIONS } from '../../src/projections/all.ts'
import { subscriberOf } from '../../src/projections/engine/projection.ts'
import { answered, confirmed, delivered, rendered, requested } from '../../test/support/data/histories.ts'
import { BENCH_KEYS, clock, onPglite, type Bench } from '../support/stores.ts'

/** Of a hundred generations so many are still open. */
const OPEN_IN_A_HUNDRED = 2
const DAY_MS = 86_400_000
/** Generations that are stored at once. */
const BATCH = 500
const BATCH_EVENTS = 3000

/** Brings the folder from one number of generations to another. */
export async function fill(folder: string, from: number, to: number): Promise<void> {
  const bench = await onPglite(folder)
  try {
    for (let first = from; first < to; first += BATCH) {
      const gathered = await gather()
      for (let number = first; number < Math.min(first + BATCH, to); number++) await append(gathered.log, number)
      await store(bench.db, gathered)
    }
    await project(bench)
    await takeOver(bench)
  } finally {
    await bench.close()
  }
}

interface Gathered {
  readonly log: EventLog
  readonly events: (StorableEvent & { readonly stream: string; readonly revision: number })[]
  readonly keys: Map<string, Uint8Array>
}

/** A log that gathers what it would store. */
async function gather(): Promise<Gathered> {
  const events: Gathered['events'] = []
  const keys: Gathered['keys'] = new Map()
  const master_key = BENCH_KEYS.current.id
  const dataKeys: Pick<DataKeys, 'find' | 'add' | 'wrappingKey' | 'masterKeysInUse'> = {
    async find(subject) {
      const wrapped = keys.get(subject)
      return wrapped && { wrapped, master_key }
    },
    async add(subject, key) {
      keys.set(subject, key.wrapped)
      return key
    },
    wrappingKey: async () => master_key,
    masterKeysInUse: async () => [],
  }
  const gathers: Pick<EventStore, 'append'> = {
    async append(stream, _, appended) {
      events.push(...appended.map((event, revision) => ({ ...event, stream, revision })))
      return { revision: appended.length - 1, position: '0' }
    },
  }
  const ring = await EnvelopeKeyRing.open(BENCH_KEYS, dataKeys as DataKeys)
  // The key that tells whether the master key fits is there already.
  keys.clear()
  const documents = new MemoryDocumentStore()
  return { log: new SealedEventLog({ store: gathers as EventStore, keys: ring, documents }), events, keys }
}

/** One generation, over the last two years; the later its number, the later it began. */
async function append(log: EventLog, number: number): Promise<void> {
  const id = randomUUID()
  const isOpen = number % 100 < OPEN_IN_A_HUNDRED
  const events: AnyEvent[] = [
    requested('letter', 'question_1'),
    answered('question_1', 'question_2'),
    answered('question_2', isOpen ? 'question_3' : null),
    ...(isOpen ? [] : [confirmed(id), rendered(id), delivered(id)]),
  ]
  const began = Date.now() - (isOpen ? (number % 20) * DAY_MS : 730 * DAY_MS - (number % 100_000) * 600_000)
  await log.append(generationStream(id), { revision: -1, hash: '' }, events, {
    tenant: 'default',
    actor: `key:${number % 500}`,
    surface: 'http',
    command_id: randomUUID(),
    request_digest: 'f'.repeat(64),
    correlation_id: id,
    causation_id: id,
    now: new Date(began).toISOString(),
  })
}

async function store(db: Kysely<unknown>, { events, keys }: Gathered): Promise<void> {
  const of = (column: keyof (typeof events)[number]) => events.map((event) => event[column])
  await sql`
    insert into events (stream, revision, id, type, data, metadata)
    select * from unnest(${of('stream')}::text[], ${of('revision')}::int[], ${of('id')}::uuid[], ${of('type')}::text[],
      ${of('data')}::text[], ${of('metadata')}::text[])`.execute(db)
  const hex = [...keys.values()].map((wrapped) => Buffer.from(wrapped).toString('hex'))
  await sql`
    insert into data_keys (subject, wrapped, created_at)
    select subject, decode(wrapped, 'hex'), ${clock.now()}
    from unnest(${[...keys.keys()]}::text[], ${hex}::text[]) as given (subject, wrapped)`.execute(db)
}

/** Lets every read model catch up, all of them with the same batches: reading the log is most of the work. */
async function project({ db, deps }: Bench): Promise<void> {
  const read = tables<ReadSchema>(db)
  const subscribers = PROJECTIONS.map((projection) => subscriberOf(projection))
  const rows = await read.selectFrom('checkpoints').selectAll().execute()
  const seen = new Map(rows.map((row) => [row.name, Number(row.handled)]))
  const [first, position] = rows
    .filter(({ name }) => name !== PROCESS_MANAGER)
    .map((row) => [Number(row.handled), row.position] as const)
    .toSorted(([one], [other]) => one - other)[0]!
  let ordinal = first
  const options = { signal: new AbortController().signal, batch_size: BATCH_EVENTS }
  for await (const batch of deps.log.subscribe(position === '' ? undefined : position, options)) {
    const events = batch.events.map((event, index) => ({ ...event, ordinal: ordinal + index }))
    ordinal += events.length
    await read.transaction().execute(async (transaction) => {
      for (const subscriber of subscribers) {
        const { name } = subscriber
        const taken = events.filter(({ event, ordinal: at }) => at >= (seen.get(name) ?? 0) && subscriber.takes(event))
        if (taken.length > 0) await subscriber.handle(taken, transaction)
        const checkpoint = { position: batch.position, handled: ordinal }
        await transaction.updateTable('checkpoints').set(checkpoint).where('name', '=', name).execute()
      }
    })
    if (batch.caught_up) return
  }
}

/** What the process manager would have come to: it has seen everything, and open generations have their times. */
async function takeOver({ db, deps }: Bench): Promise<void> {
  await sql`
    update checkpoints set position = ${await deps.log.head()},
      handled = (select handled from checkpoints where name = 'audit') where name = ${PROCESS_MANAGER}`.execute(db)
  await sql`
    insert into scheduled_jobs (generation, due_at) select id, wakes_at::timestamptz from generations
    where wakes_at is not null on conflict do nothing`.execute(db)
}
