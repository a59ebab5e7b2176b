/** Whether the event store holds the history that the read models were made from. */
import { TamperedEvent, type EventLog } from '../../ports/events/event-log.ts'
import { OtherEventStore } from '../../ports/events/event-store.ts'
import type { Tampering } from '../../ports/events/findings.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'

export interface HistoryDeps {
  readonly log: EventLog
  readonly readDatabase: ReadDatabase
}

/** An event as the audit has it. */
interface AuditedEvent {
  readonly seq: string | number | bigint
  readonly id: string
  readonly stream: string
  readonly revision: number
}

const COLUMNS = ['seq', 'id', 'stream', 'revision'] as const

/**
 * A check that looks for the newest event of the audit in its stream, and for the one that was the newest at the look
 * before: read models may meanwhile have gone on in another history that is longer than theirs. The first look knows of
 * none before, and looks for a few ever older ones. It throws `OtherEventStore` where one is missing, or another event
 * stands in its place: the event store was restored from an older backup (and perhaps written to since), or exchanged.
 * It goes on to throw until the read models are rebuilt.
 */
export function createHistoryCheck({ log, readDatabase: { db } }: HistoryDeps): () => Promise<void> {
  let seen: AuditedEvent | undefined

  const isAudited = async ({ seq, id }: AuditedEvent): Promise<boolean> =>
    (await db.selectFrom('audit').select('id').where('seq', '=', seq).where('id', '=', id).executeTakeFirst()) !==
    undefined

  /** The oldest, and those 1, 2, 4, 8 … before the newest: one is of any loss as long as what came in its place. */
  const olderThan = async (newest: AuditedEvent): Promise<readonly AuditedEvent[]> => {
    const seqs = Array.from({ length: 40 }, (_, power) => Number(newest.seq) - 2 ** power)
    const oldest = db.selectFrom('audit').select(({ fn }) => fn.min('seq').as('seq'))
    return db
      .selectFrom('audit')
      .select(COLUMNS)
      .where((row) => row.or([row('seq', 'in', seqs), row('seq', '=', oldest)]))
      .execute()
  }

  const assertThere = async ({ stream, revision, id }: AuditedEvent): Promise<void> => {
    if ((await idAt(log, stream, revision, id)) !== id)
      throw new OtherEventStore(`Event ${revision} of ${stream}, which the read models have, is not in it.`)
  }

  return async () => {
    const newest = await db.selectFrom('audit').select(COLUMNS).orderBy('seq', 'desc').limit(1).executeTakeFirst()
    if (seen !== undefined && seen.id !== newest?.id && (await isAudited(seen))) await assertThere(seen)
    if (newest !== undefined) {
      await assertThere(newest)
      if (seen === undefined) for (const older of await olderThan(newest)) await assertThere(older)
    }
    seen = newest
  }
}

/** What stands in another store was written under other keys, or is another event. */
const ANOTHER: ReadonlySet<Tampering> = new Set(['forged', 'moved', 'exchanged', 'not_following'])

/**
 * The id of the event there. One that somebody changed counts as the one that was looked for: it is the same history,
 * and verifications name what was done to it.
 */
async function idAt(log: EventLog, stream: string, revision: number, looked_for: string): Promise<string | undefined> {
  try {
    return (await log.read(stream, revision))[0]?.envelope.id
  } catch (error) {
    if (error instanceof TamperedEvent) return ANOTHER.has(error.kind) ? undefined : looked_for
    throw error
  }
}
