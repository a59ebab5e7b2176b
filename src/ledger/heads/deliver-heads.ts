/**
 * Gives every head to every witness, in order. A witness that is down holds up nothing: it is tried again, and what it
 * misses waits in the table. A witness that is new begins with the latest head.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { errorMessage } from '../../domain/kernel/errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { HeadRefused, type HeadWitness } from '../../ports/ledger/head-witness.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { reportFindings } from '../findings.ts'
import { currentTree, type Tree, type TreeDeps } from '../tree/trees.ts'
import { latestHead, listHeads, type StoredHead } from './sign-head.ts'

export interface DeliverDeps extends TreeDeps {
  readonly db: Kysely<ReadSchema>
  readonly clock: Clock
  readonly logger: Logger
  readonly witnesses: readonly HeadWitness[]
}

/** Between two looks for heads. */
const LOOK_EVERY_MS = 5000
/** Between two tries of a witness that is down. */
const RETRY_MS = 30_000
const PAGE_SIZE = 100

/** Delivers to all witnesses until the signal fires. Never rejects. */
export async function deliverHeads(deps: DeliverDeps, signal: AbortSignal): Promise<void> {
  await Promise.all(deps.witnesses.map((witness) => deliverTo(deps, witness, signal)))
}

async function deliverTo(deps: DeliverDeps, witness: HeadWitness, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const worked = await deliverOnce(deps, witness, signal)
    await sleep(worked ? LOOK_EVERY_MS : RETRY_MS, undefined, { signal }).catch(() => {})
  }
}

/** Gives the witness what it does not have yet. False where it does not take it. */
async function deliverOnce(
  deps: DeliverDeps,
  witness: HeadWitness,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  try {
    const tree = await currentTree(deps, deps.db)
    if (tree === undefined) return true
    for (;;) {
      const heads = await waitingFor(deps.db, tree, witness)
      for (const head of heads) {
        if (signal.aborted) return true
        await deliver(deps, tree, witness, head)
      }
      if (heads.length < PAGE_SIZE) return true
    }
  } catch (error) {
    deps.logger.warn({ witness: witness.name, error: errorMessage(error) }, 'a head could not be given to a witness')
    return false
  }
}

async function waitingFor(
  db: Kysely<ReadSchema>,
  { tree }: Tree,
  { name }: HeadWitness,
): Promise<readonly StoredHead[]> {
  const row = await db
    .selectFrom('ledger_witnesses')
    .select('size')
    .where('tree', '=', tree)
    .where('witness', '=', name)
    .executeTakeFirst()
  if (row !== undefined && Number(row.size) > 0) return listHeads(db, tree, Number(row.size), PAGE_SIZE)
  const latest = await latestHead(db, tree)
  return latest === undefined ? [] : [latest]
}

async function deliver(
  deps: DeliverDeps,
  { tree, origin }: Tree,
  witness: HeadWitness,
  { size, note }: StoredHead,
): Promise<void> {
  const { db, clock } = deps
  const { name } = witness
  try {
    const lines = await witness.keep({ origin, size, note })
    await db
      .insertInto('ledger_witnesses')
      .values({ tree, witness: name, first: size, size, kept_at: clock.now(), failing_since: null, error: null })
      .onConflict((conflict) =>
        conflict.columns(['tree', 'witness']).doUpdateSet((query) => ({
          // A row that only says that the witness is down has no heads yet.
          first: query.fn<number>('coalesce', [
            query.fn('nullif', ['ledger_witnesses.first', query.val(0)]),
            query.val(size),
          ]),
          size,
          kept_at: clock.now(),
          failing_since: null,
          error: null,
        })),
      )
      .execute()
    if (lines !== undefined)
      await db
        .insertInto('ledger_cosignatures')
        .values({ tree, size, witness: name, lines })
        .onConflict((conflict) => conflict.columns(['tree', 'size', 'witness']).doUpdateSet({ lines }))
        .execute()
  } catch (error) {
    if (error instanceof HeadRefused)
      await reportFindings(deps, db, [{ kind: 'head_elsewhere', detail: `${name}: ${error.message}` }])
    const failing = { failing_since: clock.now(), error: errorMessage(error).slice(0, 500) }
    await db
      .insertInto('ledger_witnesses')
      .values({ tree, witness: name, first: 0, size: 0, kept_at: null, ...failing })
      .onConflict((conflict) =>
        conflict.columns(['tree', 'witness']).doUpdateSet((query) => ({
          error: failing.error,
          failing_since: query.fn.coalesce('ledger_witnesses.failing_since', query.val(failing.failing_since)),
        })),
      )
      .execute()
    throw error
  }
}
