/**
 * The stores that benches run on, each with the parts of the service that a command needs, and nothing in the
 * background.
 */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { LocalMasterKey } from '../../src/adapters/outbound/crypto/local-master-key.ts'
import type { MasterKeys } from '../../src/ports/keys/master-keys.ts'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedEventLog } from '../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { SealedSnapshots } from '../../src/adapters/outbound/crypto/sealed-snapshots.ts'
import { openEventStoreDb } from '../../src/adapters/outbound/eventstoredb/event-store.ts'
import { AggregateCache, type AggregateCacheOptions } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryDocumentStore } from '../../src/adapters/outbound/memory/memory-document-store.ts'
import { openPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { openPostgres } from '../../src/adapters/outbound/postgres/open-postgres.ts'
import { SqlDataKeys, type DataKeyTables } from '../../src/adapters/outbound/sql/data-keys.ts'
import { migrate } from '../../src/adapters/outbound/sql/migrate.ts'
import { SqlSnapshots, type SnapshotTables } from '../../src/adapters/outbound/sql/snapshots.ts'
import type { EventTables } from '../../src/adapters/outbound/sql-event-store/event-tables.ts'
import { SqlEventStore } from '../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { WorkerTemplateCompiler } from '../../src/adapters/outbound/worker-threads/worker-template-compiler.ts'
import { tables } from '../../src/app/compose/stores/database.ts'
import type { CommandDeps } from '../../src/commands/command-deps.ts'
import type { CommandRequest } from '../../src/commands/command-request.ts'
import { addListItem } from '../../src/commands/generation/change-list.ts'
import { provideAnswer } from '../../src/commands/generation/provide-answer.ts'
import { registerTemplate } from '../../src/commands/template/register-template.ts'
import { requestGeneration } from '../../src/commands/generation/beginning/request-generation.ts'
import type { EventStore } from '../../src/ports/events/event-store.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { PROJECTIONS } from '../../src/projections/all.ts'
import { prepareReadModels } from '../../src/projections/engine/prepare.ts'

/** The same in every process of a bench. */
export const MASTER_KEY = new Uint8Array(32).fill(7)
export const BENCH_KEYS: MasterKeys = { current: new LocalMasterKey(MASTER_KEY), former: [] }

export const clock = { now: () => new Date().toISOString() }
export const quiet = { info() {}, warn() {}, error() {} }

export interface Bench {
  readonly db: Kysely<unknown>
  readonly store: EventStore
  readonly deps: CommandDeps & { readonly log: SealedEventLog; readonly aggregates: AggregateCache }
  /** Another instance, which has nothing folded yet. */
  readonly another: (options?: AggregateCacheOptions) => CommandDeps & { readonly aggregates: AggregateCache }
  /** One whose commands all read the stream first, as those on a conversation do to which others have just written. */
  readonly readsFirst: CommandDeps
  close(): Promise<void>
}

/** On a migrated Postgres database with all read models' tables. */
export async function onPostgres(url: string): Promise<Bench> {
  const postgres = openPostgres<unknown>(url, quiet, { connections: 20 })
  return opened(postgres.db, () => postgres.close())
}

/** Events on EventStoreDB, all else on Postgres. */
export async function onEventStoreDb(
  eventstore_url: string,
  url: string,
  namespace = `bench_${randomUUID().slice(0, 8)}_`,
): Promise<Bench> {
  const postgres = openPostgres<unknown>(url, quiet, { connections: 20 })
  return opened(
    postgres.db,
    () => postgres.close(),
    () => openEventStoreDb({ url: eventstore_url, namespace, prefixes: ['template-', 'generation-', 'plain-'] }),
  )
}

/** On a data folder. */
export async function onPglite(folder: string): Promise<Bench> {
  const { db, close } = await openPglite<unknown>(folder)
  return opened(db, close)
}

/** Never optimistic: each command reads first. */
class ReadsFirst extends AggregateCache {
  override cached: AggregateCache['cached'] = () => undefined
}

async function opened(
  db: Kysely<unknown>,
  end: () => Promise<void>,
  events: () => Promise<EventStore> = () => SqlEventStore.open(tables<EventTables>(db)),
): Promise<Bench> {
  await migrate(db)
  await prepareReadModels(tables<ReadSchema>(db), PROJECTIONS, [], clock.now())
  const store = await events()
  const keys = await EnvelopeKeyRing.open(BENCH_KEYS, new SqlDataKeys(tables<DataKeyTables>(db), clock))
  const documents = new MemoryDocumentStore()
  const log = new SealedEventLog({ store, keys, documents })
  const compiler = new WorkerTemplateCompiler()
  const parts = { log, documents, clock, compiler }
  const snapshots = new SealedSnapshots({ store: new SqlSnapshots(tables<SnapshotTables>(db)), keys, logger: quiet })
  const aggregates = new AggregateCache(log, { snapshots })
  return {
    db,
    store,
    deps: { ...parts, aggregates },
    another: (options = { snapshots }) => ({ ...parts, aggregates: new AggregateCache(log, options) }),
    readsFirst: { ...parts, aggregates: new ReadsFirst(log, { snapshots }) },
    async close() {
      await aggregates.settled()
      await compiler.close()
      await store.close()
      await end()
    },
  }
}

const caller = { actor: 'key:bench', tenant: 'default', roles: ['admin'] } as const

function request(): CommandRequest {
  const command_id = randomUUID()
  return {
    caller,
    context: {
      tenant: 'default',
      actor: caller.actor,
      surface: 'http',
      command_id,
      request_digest: 'f'.repeat(64),
      correlation_id: command_id,
      causation_id: command_id,
      now: clock.now(),
    },
  }
}

/** A published template of six questions and a list. */
export async function registerLetter(deps: CommandDeps): Promise<void> {
  const tags = [
    ...Array.from({ length: 6 }, (_, index) => `{{question_${index + 1}}}`),
    '{{#each_item}}',
    '{{quantity}} {{description}}',
    '{{/each_item}}',
  ]
  const bytes = new TextEncoder().encode(tags.join('\n'))
  await registerTemplate(deps, { file_name: 'letter.txt', bytes, draft: false }, request())
}

/** A conversation about it. */
export async function begin(deps: CommandDeps): Promise<string> {
  const id = randomUUID()
  await requestGeneration(deps, { id, template_id: 'letter', locale: 'en-US', zone: 'UTC' }, request())
  return id
}

let answers = 0

/** One command: a new answer to its first question. */
export const answer = (deps: CommandDeps, id: string) =>
  provideAnswer(deps, { id, name: 'question_1', value: `Answer ${answers++}` }, request())

/** One more item of its list, with both fields. */
export const addItem = (deps: CommandDeps, id: string) =>
  addListItem(deps, { id, name: 'each_item', value: { quantity: '2', description: `Item ${answers++}` } }, request())
