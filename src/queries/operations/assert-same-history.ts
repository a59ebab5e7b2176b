/** Whether the event store holds the history that the read models were made from. */
import type { EventLog } from '../../ports/events/event-log.ts'
import { OtherEventStore } from '../../ports/events/event-store.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'

/**
 * Looks for the newest event of the audit in its stream. Throws `OtherEventStore` where it is missing, or another event
 * stands in its place: the event store was restored from an older backup (and perhaps written to since), or exchanged.
 */
export async function assertSameHistory({
  log,
  readDatabase: { db },
}: {
  readonly log: EventLog
  readonly readDatabase: ReadDatabase
}): Promise<void> {
  const newest = await db
    .selectFrom('audit')
    .select(['id', 'stream', 'revision'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (newest === undefined) return
  const [event] = await log.read(newest.stream, newest.revision)
  if (event?.envelope.id !== newest.id)
    throw new OtherEventStore(`Event ${newest.revision} of ${newest.stream}, which the read models have, is not in it.`)
}
