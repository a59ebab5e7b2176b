/**
 * The ledger as a subscription. One instance follows the log at a time. When it begins, it looks whether the rows of
 * the tree are those that it wrote; where they are not, that is a finding, and the rows are made anew from the events.
 * The signed heads stay, and tell whether the events are the same.
 */
import type { Kysely, Transaction } from 'kysely'
import { errorMessage } from '../../domain/kernel/errors.ts'
import type { EventStore, StoredEvent } from '../../ports/events/event-store.ts'
import type { Checkpoint, SubscriptionSession, SubscriptionSessions } from '../../ports/events/subscription-sessions.ts'
import type { Subscriber } from '../../ports/events/subscriber.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { openHead } from '../../proof/heads/tree-head.ts'
import { Frontier } from '../../proof/merkle/frontier.ts'
import { sameHash } from '../../proof/merkle/hashes.ts'
import { runFollower, type Subscription } from '../../projections/engine/runner.ts'
import { reportFindings } from '../findings.ts'
import { listHeadKeys } from '../heads/head-keys.ts'
import { latestHead } from '../heads/sign-head.ts'
import { beginTree, currentTree, FIRST_START, type Tree } from '../tree/trees.ts'
import { TreeDamaged, TreeRows } from '../tree/tree-rows.ts'
import { LedgerConsumer, type LedgerDeps, type LedgerStart } from './ledger-consumer.ts'

/** The name of its checkpoint. */
export const LEDGER = 'ledger'

/** Its checkpoint, for `prepareReadModels`. */
export const LEDGER_CHECKPOINT: Pick<Subscriber, 'name' | 'version'> = { name: LEDGER, version: 1 }

export interface FollowLogDeps extends LedgerDeps {
  readonly store: EventStore
  readonly sessions: SubscriptionSessions
}

/**
 * Follows the log until the signal fires. `beside` runs as long as this instance follows: what one instance alone is to
 * do for the ledger.
 */
export function followLog(
  deps: FollowLogDeps,
  signal: AbortSignal,
  beside: (following: AbortSignal) => Promise<void> = async () => {},
): Subscription {
  const open = async (session: SubscriptionSession): Promise<LedgerConsumer> => {
    const checkpoint = await session.open()
    const start = await session.transaction((transaction) => prepare(deps, transaction, checkpoint))
    return new LedgerConsumer(deps, session, start)
  }
  let stop = new AbortController()
  let running: Promise<void> = Promise.resolve()
  const begin = async (_: SubscriptionSession, held: AbortSignal): Promise<void> => {
    stop.abort()
    await running
    stop = new AbortController()
    running = beside(AbortSignal.any([held, stop.signal]))
  }
  const follower = { name: LEDGER, batched: true, source: deps.store, open }
  const { state, done } = runFollower<StoredEvent>(deps, follower, signal, begin)
  return { state, done: done.then(() => running) }
}

async function prepare(
  deps: LedgerDeps,
  transaction: Transaction<ReadSchema>,
  { position, handled }: Checkpoint,
): Promise<LedgerStart> {
  const tree = (await currentTree(deps, transaction)) ?? (await beginTree(deps, transaction, FIRST_START))
  const report = (kind: 'ledger_changed' | 'key_changed', detail: string): Promise<unknown> =>
    reportFindings(deps, transaction, [{ kind, detail }])
  if (!tree.genuine) await report('key_changed', `The row in which the tree ${tree.origin} begins was changed.`)
  const head = await latestHead(transaction, tree.tree)
  const signed = head && { size: head.size, at: Date.parse(head.signed_at) }
  try {
    const frontier = await openTree(deps, transaction, tree, handled)
    return { tree, frontier, signed, checkpoint: { position, handled } }
  } catch (error) {
    if (!(error instanceof TreeDamaged)) throw error
    await report('ledger_changed', errorMessage(error))
    await transaction.deleteFrom('ledger_leaves').where('tree', '=', tree.tree).execute()
    await transaction.deleteFrom('ledger_subtrees').where('tree', '=', tree.tree).execute()
    return { tree, frontier: new Frontier(), signed, checkpoint: { position: undefined, handled: 0 } }
  }
}

/** The tree up to the checkpoint. Throws `TreeDamaged` unless its rows fit the checkpoint and the latest head. */
async function openTree(deps: LedgerDeps, db: Kysely<ReadSchema>, tree: Tree, handled: number): Promise<Frontier> {
  const rows = new TreeRows(db, tree.tree)
  const size = await rows.size()
  if (size !== handled) throw new TreeDamaged(`The ledger has ${size} leaves, and had taken ${handled} events.`)
  const frontier = await rows.frontier(size)
  const latest = await latestHead(db, tree.tree)
  if (latest === undefined) return frontier
  const keys = (await listHeadKeys(deps, db)).flatMap(({ key }) => key ?? [])
  const head = openHead(latest.note, keys)
  // One that is not signed by us is a finding of the verification, which looks at all of them.
  if (head === undefined || head.size > size) return frontier
  if (sameHash(await rows.hashOf({ from: 0, to: head.size }), head.root)) return frontier
  throw new TreeDamaged(`The first ${head.size} leaves of the ledger are not those whose head was signed.`)
}
