/** The ledger at work on a database in memory: what its tests share. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { expect } from 'vitest'
import { createEventCheck } from '../../src/adapters/outbound/crypto/check-stored-event.ts'
import { eventMacs } from '../../src/adapters/outbound/crypto/event-macs.ts'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedEventLog } from '../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryDocumentStore } from '../../src/adapters/outbound/memory/memory-document-store.ts'
import { PgliteExclusiveRights } from '../../src/adapters/outbound/pglite/exclusive-rights.ts'
import { SqlSubscriptionSessions } from '../../src/adapters/outbound/sql/subscription-sessions.ts'
import { SqlEventStore } from '../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { followLog, LEDGER_CHECKPOINT, type FollowLogDeps } from '../../src/ledger/following/follow-log.ts'
import { sealState, type VerifiedState } from '../../src/ledger/verifying/verified-state.ts'
import { verifyHistory, type VerifyOptions } from '../../src/ledger/verifying/verify-history.ts'
import type { HeadWitness } from '../../src/ports/ledger/head-witness.ts'
import type { EventStore } from '../../src/ports/events/event-store.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { prepareReadModels } from '../../src/projections/engine/prepare.ts'
import { MemoryDataKeys } from '../doubles/memory-data-keys.ts'
import { localKeys } from './keys/master-keys.ts'
import { idOf } from './data/histories.ts'
import { answered, commandContext, requested } from './event-log.ts'
import { freshPglite, type Tables } from './servers/pglite.ts'

export interface LedgerWorkshop extends FollowLogDeps {
  readonly db: Kysely<Tables>
  readonly documents: MemoryDocumentStore
  /** All log lines of errors. */
  readonly alarms: string[]
  /** Moves the clock. */
  pass(seconds: number): void
  /** Appends the events of a conversation of this name, begun where it is new: its answers. */
  converse(name: string, ...values: string[]): Promise<void>
  /** Follows the log until it has all events, then stops. */
  catchUp(): Promise<void>
  /** The kinds of all findings with their places. */
  found(): Promise<string[]>
  /** What a verification finds: kinds with their places. The next one goes on behind it, if it found nothing. */
  verify(options?: Partial<VerifyOptions>): Promise<string[]>
  /** Places where heads are kept, for verifications. */
  readonly witnesses: HeadWitness[]
  close(): Promise<void>
}

interface WorkshopOptions {
  readonly store?: EventStore
  readonly head_seconds?: number
  readonly key_days?: number
  /** Whether events bear MACs; left out: no. */
  readonly macs?: boolean
}

/** A log with its ledger; `store` in place of the database's own. */
export async function ledgerWorkshop({
  store: given,
  head_seconds = 0,
  key_days = 365,
  macs: macsOwed = false,
}: WorkshopOptions = {}): Promise<LedgerWorkshop> {
  const database = await freshPglite()
  const { db } = database
  const store = given ?? (await SqlEventStore.open(db))
  const keyRing = await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys())
  const documents = new MemoryDocumentStore()
  const macs = macsOwed ? eventMacs(await keyRing.installationKey('event-macs'), () => true, true) : undefined
  const log = new SealedEventLog({ store, keys: keyRing, documents, macs })
  const alarms: string[] = []
  let now = Date.UTC(2026, 11, 1)
  const clock = { now: () => new Date(now).toISOString() }
  const deps: FollowLogDeps = {
    store,
    sessions: new SqlSubscriptionSessions(new PgliteExclusiveRights<ReadSchema>(db), clock, 'test'),
    keyRing,
    clock,
    logger: {
      info: () => {},
      warn: () => {},
      error: (fields, message) => void alarms.push(`${message} ${JSON.stringify(fields)}`),
    },
    check: createEventCheck(macs),
    head_seconds,
    key_days,
  }
  const witnesses: HeadWitness[] = []
  const keepVerified = async (state: VerifiedState): Promise<void> => {
    const row = { everything: true, objects: true, requested_at: clock.now(), requested_by: 'test' }
    const done = { started_at: clock.now(), ended_at: clock.now(), handled: 0, total: 0, found: 0, error: null }
    const verified = await sealState(keyRing, state)
    await db
      .insertInto('ledger_verifications')
      .values({ ...row, ...done, verified })
      .execute()
  }
  await prepareReadModels(db, [], [LEDGER_CHECKPOINT], clock.now())
  const tips = new Map<string, { revision: number; hash: string }>()
  const append = async (stream: string, event: AnyEvent): Promise<void> => {
    const tip = tips.get(stream) ?? { revision: -1, hash: '' }
    const [recorded] = await log.append(stream, tip, [event], commandContext({ command_id: randomUUID() }))
    tips.set(stream, { revision: recorded!.revision, hash: recorded!.envelope.hash })
  }
  return {
    ...deps,
    db,
    documents,
    alarms,
    pass: (seconds) => void (now += seconds * 1000),
    async converse(name, ...values) {
      const stream = generationStream(idOf(name))
      if (!tips.has(stream)) await append(stream, requested())
      for (const value of values) await append(stream, answered('name', value))
    },
    async catchUp() {
      const head = await store.head()
      const stop = new AbortController()
      const following = followLog(deps, stop.signal)
      await expect
        .poll(
          async () => {
            const row = await db
              .selectFrom('checkpoints')
              .select('position')
              .where('name', '=', 'ledger')
              .executeTakeFirst()
            return row?.position === head && following.state().phase === 'live'
          },
          { interval: 5, timeout: 20_000 },
        )
        .toBe(true)
      stop.abort()
      await following.done
    },
    async found() {
      const rows = await db
        .selectFrom('ledger_findings')
        .selectAll()
        .orderBy('kind')
        .orderBy('stream')
        .orderBy('revision')
        .execute()
      return rows.map(({ kind, stream, revision }) => (stream === null ? kind : `${kind} ${stream} ${revision}`))
    },
    witnesses,
    async verify(options = {}) {
      const all = { everything: true, objects: true, ...options }
      const verifying = { ...deps, db, witnesses, further: () => [] }
      const { findings, verified } = await verifyHistory(verifying, all, new AbortController().signal)
      if (findings.length === 0 && verified !== undefined) await keepVerified(verified)
      return findings.map(({ kind, stream, revision }) =>
        stream === undefined ? kind : `${kind} ${stream} ${revision}`,
      )
    },
    async close() {
      await store.close()
      await database.close()
    },
  }
}
