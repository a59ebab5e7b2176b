/**
 * Rebuilds that operators requested. The request is stored beside the checkpoint until the rebuilt tables are in place.
 * Any instance can accept it and carry it out; when that instance is killed, another starts over.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely, Transaction } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import { messageOf } from '../poison.ts'
import type { Projection } from '../projection.ts'
import { rebuild } from './rebuild.ts'
import type { RunnerDeps } from '../runner.ts'

/** How often requests are looked for. */
const POLL_INTERVAL_MS = 500
/** The pause after a failed rebuild. */
const RETRY_MS = 10_000

/** Requests a rebuild. False where there is no read model of that name. */
export async function requestRebuild(
  db: Kysely<ReadSchema>,
  projections: readonly Projection[],
  name: string,
): Promise<boolean> {
  if (!projections.some((projection) => projection.name === name)) return false
  const requested = await db
    .updateTable('checkpoints')
    .set({ rebuild_requested: true })
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst()
  return requested !== undefined
}

/** What else begins again with another event store, in the same transaction. */
export type BeginAnew = (transaction: Transaction<ReadSchema>) => Promise<void>

/**
 * Requests a rebuild of every read model, and lets the other subscribers begin again: the event store is another one
 * now, and what they remember of it does not count any more.
 */
export async function requestRebuildOfAll(
  db: Kysely<ReadSchema>,
  projections: readonly Projection[],
  others: readonly string[],
  beginAnew: BeginAnew = async () => {},
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await beginAnew(transaction)
    const names = projections.map(({ name }) => name)
    await transaction.updateTable('checkpoints').set({ rebuild_requested: true }).where('name', 'in', names).execute()
    await transaction.deleteFrom('parked').where('subscription', 'in', others).execute()
    await transaction
      .updateTable('checkpoints')
      .set((query) => ({ position: '', handled: 0, epoch: query('epoch', '+', 1) }))
      .where('name', 'in', others)
      .execute()
  })
}

/** Carries out requests, one by one, until the signal fires. Never rejects: failures are logged and retried. */
export async function serveRebuildRequests(
  deps: RunnerDeps,
  projections: readonly Projection[],
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let pause = POLL_INTERVAL_MS
    try {
      for (const projection of projections)
        if (await isRequested(deps.db, projection))
          await rebuild(deps, projection, signal, { isWanted: () => isRequested(deps.db, projection) })
    } catch (error) {
      if (signal.aborted) return
      deps.logger.error({ error: messageOf(error) }, 'rebuild failed and is tried again')
      pause = RETRY_MS
    }
    await sleep(pause, undefined, { signal }).catch(() => {})
  }
}

async function isRequested(db: Kysely<ReadSchema>, { name }: Projection): Promise<boolean> {
  const row = await db.selectFrom('checkpoints').select('rebuild_requested').where('name', '=', name).executeTakeFirst()
  return row?.rebuild_requested === true
}
