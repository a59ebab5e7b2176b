/**
 * Checks the history: every event alone, all of them against the leaves of the ledger, the tree against every signed
 * head, and the files that events name. Reading and checking overlap.
 */
import type { Kysely } from 'kysely'
import type { EventStore, StoredEvent } from '../../ports/events/event-store.ts'
import type { CheckStoredEvent } from '../../ports/ledger/check-event.ts'
import type { Finding } from '../../ports/ledger/finding.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { readAhead } from '../../projections/engine/rebuild/read-ahead.ts'
import { LEDGER } from '../following/follow-log.ts'
import { currentTree, type TreeDeps } from '../tree/trees.ts'
import { TreeRows } from '../tree/tree-rows.ts'
import type { ExaminedEvent, HistoryCheck } from './history-check.ts'
import { LeavesCheck } from './leaves-check.ts'
import { LeavesWindow } from './leaves-window.ts'
import { readHeads, type ReadHeadsDeps } from './read-heads.ts'
import { frontierOf, lastVerified, nothingVerified, type VerifiedState } from './verified-state.ts'

export interface VerifyDeps extends TreeDeps, ReadHeadsDeps {
  readonly db: Kysely<ReadSchema>
  readonly store: EventStore
  readonly check: CheckStoredEvent
  /** Further checks for one run, each made anew for it. */
  readonly further: (options: VerifyOptions) => readonly HistoryCheck[]
}

export interface VerifyOptions {
  /** From the first event on; otherwise what is new since the last verification that found nothing. */
  readonly everything: boolean
  /** Also the files that events name. */
  readonly objects: boolean
}

export interface VerifyProgress {
  readonly handled: number
  readonly total: number
}

export interface Verification extends VerifyProgress {
  readonly findings: readonly Finding[]
  /** From where the next one can go on, if nothing was found; undefined before the ledger began. */
  readonly verified: VerifiedState | undefined
}

const BATCH_SIZE = 1000

/** Verifies up to where the ledger is now. Throws the signal's reason when stopped. */
export async function verifyHistory(
  deps: VerifyDeps,
  options: VerifyOptions,
  signal: AbortSignal,
  report: (progress: VerifyProgress) => void = () => {},
): Promise<Verification> {
  const { db, keyRing, store } = deps
  const tree = await currentTree(deps, db)
  if (tree === undefined) return { handled: 0, total: 0, findings: [], verified: undefined }
  const last = await lastVerified(keyRing, db, tree.tree)
  const since = (options.everything ? undefined : last) ?? nothingVerified(tree.tree)
  // Heads before the size of the ledger: none that is signed meanwhile is beyond its end.
  const { heads, findings: ofHeads } = await readHeads(deps, db, tree, since.head)
  const findings: Finding[] = [...ofHeads]
  if (last !== undefined && !(await hasHead(db, last)))
    findings.push({ kind: 'head_removed', detail: `The head of ${last.head} events, which was there before, is gone.` })
  const end = await ledgerEnd(db)
  const rows = new TreeRows(db, tree.tree)
  const leaves = new LeavesWindow(rows, store, { from: since.size, size: end.size })
  const ofLeaves = new LeavesCheck({ leaves, rows, from: frontierOf(since), heads })
  const checks: readonly HistoryCheck[] = [ofLeaves, ...deps.further(options)]
  const total = end.size - since.size
  let handled = 0
  for await (const events of eventsUpTo(store, since.position ?? undefined, end.position, signal)) {
    const examined = examine(deps, events, findings)
    for (const check of checks) findings.push(...(await check.take(examined)))
    handled += events.length
    report({ handled, total: Math.max(total, handled) })
  }
  signal.throwIfAborted()
  for (const check of checks) findings.push(...(await check.end()))
  const { size, roots } = ofLeaves.tree
  const verified = {
    tree: tree.tree,
    size,
    position: end.position ?? null,
    roots: roots.map((root) => Buffer.from(root).toString('hex')),
    head: Math.max(since.head, ...heads.map((head) => head.size)),
  }
  return { handled, total: Math.max(total, handled), findings, verified }
}

function examine(deps: VerifyDeps, events: readonly StoredEvent[], findings: Finding[]): readonly ExaminedEvent[] {
  return events.map((stored) => {
    const { hash, finding } = deps.check(stored)
    if (finding !== undefined) findings.push(finding)
    return { stored, hash }
  })
}

/** The events after a position, up to and including another, or up to the end where the log ends before it. */
async function* eventsUpTo(
  store: EventStore,
  after: string | undefined,
  end: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<readonly StoredEvent[]> {
  if (end === undefined || after === end) return
  for await (const batch of readAhead(
    (stop) => store.subscribe(after, { signal: stop, batch_size: BATCH_SIZE }),
    signal,
  )) {
    signal.throwIfAborted()
    const events = batch.events.filter(({ position }) => store.compare(position, end) <= 0)
    yield events
    if (batch.caught_up || events.length < batch.events.length || store.compare(batch.position, end) >= 0) return
  }
}

async function ledgerEnd(
  db: Kysely<ReadSchema>,
): Promise<{ readonly position: string | undefined; readonly size: number }> {
  const row = await db
    .selectFrom('checkpoints')
    .select(['position', 'handled'])
    .where('name', '=', LEDGER)
    .executeTakeFirst()
  return { position: row?.position || undefined, size: Number(row?.handled ?? 0) }
}

const hasHead = async (db: Kysely<ReadSchema>, { tree, head }: VerifiedState): Promise<boolean> =>
  head === 0 ||
  (await db
    .selectFrom('ledger_heads')
    .select('size')
    .where('tree', '=', tree)
    .where('size', '=', head)
    .executeTakeFirst()) !== undefined
