/** The progress of each subscription, for operators. */
import type { Selectable } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { CheckpointColumns } from '../../ports/read-models/read-schema.ts'

export interface ProjectionStatus {
  readonly name: string
  readonly version: number
  /** Opaque; null at the start. */
  readonly position: string | null
  /** Events handled. */
  readonly handled: number
  /** No event in the log is left to handle. */
  readonly caught_up: boolean
  /** Events behind the subscription that is furthest ahead. */
  readonly behind: number
  /** Events per second in the last seconds. */
  readonly rate: number
  readonly updated_at: string
  /** The instance that runs it, `host:process`; null while none does. */
  readonly holder: string | null
  /** The number of parked streams. */
  readonly parked: number
  /** The progress of a rebuild, from the request until it is done. */
  readonly rebuild: { readonly handled: number; readonly total: number } | null
}

const REBUILD = '#rebuild'
/** An older rate is shown as 0. */
const FRESH_MS = 10_000

export async function getProjectionsStatus({
  readDatabase: { db },
  log,
  clock,
}: {
  readonly readDatabase: ReadDatabase
  readonly log: EventLog
  readonly clock: Clock
}): Promise<{ readonly data: readonly ProjectionStatus[] }> {
  const head = await log.head()
  const rows = await db.selectFrom('checkpoints').selectAll().orderBy('name').execute()
  const parked = await db
    .selectFrom('parked')
    .select(['subscription', ({ fn }) => fn.count('stream').distinct().as('streams')])
    .groupBy('subscription')
    .execute()
  const live = rows.filter(({ name }) => !name.endsWith(REBUILD))
  const total = Math.max(0, ...live.map(({ handled }) => Number(handled)))
  const now = Date.parse(clock.now())

  const statusOf = ({
    name,
    version,
    position,
    handled,
    rate,
    updated_at,
    holder,
    rebuild_requested,
  }: Selectable<CheckpointColumns>): ProjectionStatus => {
    const rebuild = rows.find((row) => row.name === `${name}${REBUILD}`)
    return {
      name,
      version,
      position: position === '' ? null : position,
      handled: Number(handled),
      caught_up: head === undefined || (position !== '' && log.compare(position, head) >= 0),
      behind: total - Number(handled),
      rate: now - Date.parse(updated_at) > FRESH_MS ? 0 : rate,
      updated_at,
      holder,
      parked: Number(parked.find(({ subscription }) => subscription === name)?.streams ?? 0),
      rebuild:
        rebuild === undefined
          ? rebuild_requested
            ? { handled: 0, total }
            : null
          : { handled: Number(rebuild.handled), total: Math.max(total, Number(rebuild.handled)) },
    }
  }
  return { data: live.map(statusOf) }
}
