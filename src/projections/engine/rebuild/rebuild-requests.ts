/**
 * Rebuilds that operators asked for. The request stands beside the checkpoint until the rebuilt tables are in place:
 * any instance takes it, any instance carries it out, and when that one is killed, another begins again.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import { messageOf } from '../poison.ts'
import type { Projection } from '../projection.ts'
import { rebuild } from './rebuild.ts'
import type { RunnerDeps } from '../runner.ts'

/** Between two looks for requests. */
const POLL_INTERVAL_MS = 500
/** After one that failed. */
const RETRY_MS = 10_000

/** Asks for a rebuild. False when there is no read model of that name. */
export async function requestRebuild(
  db: Kysely<ReadSchema>,
  projections: readonly Projection[],
  name: string,
): Promise<boolean> {
  if (!projections.some((projection) => projection.name === name)) return false
  const asked = await db
    .updateTable('checkpoints')
    .set({ rebuild_requested: true })
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst()
  return asked !== undefined
}

/**
 * Carries out what is asked for, one by one, until the signal fires. Never rejects: what fails is logged and tried
 * again.
 */
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
