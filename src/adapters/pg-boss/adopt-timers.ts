/**
 * Earlier versions kept each conversation's timer as a job of its own, for 30 days and also when it had long ended.
 * Those become rows of the waiting list, a page at a time, before the queue is worked: a fetch looks through all that
 * is due.
 */
import { sql, type Kysely } from 'kysely'
import { setImmediate } from 'node:timers/promises'
import type { ReadSchema } from '../../ports/read-schema.ts'
import { countQueued, jobs } from './queued.ts'

/** What one transaction moves. */
const PAGE = 1000

/**
 * Moves the timers of the queue to the waiting list, and what is queued beyond `most`; those of conversations for
 * which nothing will ever be due go. Gives how many jobs were moved. Safe to repeat and to cut off, and beside
 * instances of earlier versions.
 */
export async function adoptTimers(
  db: Kysely<ReadSchema>,
  queue: string,
  most: number,
  signal: AbortSignal,
): Promise<number> {
  for (let moved = 0; ;) {
    const tooMany = (await countQueued(db, queue, most + 1)) > most
    const { rows: [page] } = await sql<{ count: number }>`
      with chosen as (
        select id from ${jobs}
        where name = ${queue} and state = 'created' and not blocked and (${tooMany} or start_after > created_on)
        limit ${PAGE} for update skip locked
      ), taken as (
        delete from ${jobs} using chosen where name = ${queue} and job.id = chosen.id
        returning singleton_key, start_after
      ), kept as (
        insert into wake_ups as there (generation, at)
        select singleton_key, min(start_after) from taken left join generations on generations.id = singleton_key
        where generations.id is null or generations.wakes_at is not null or generations.state = 'confirmed'
        group by singleton_key order by singleton_key
        on conflict (generation) do update set at = excluded.at where there.at > excluded.at
      )
      select count(*)::int as count from taken`.execute(db)
    const count = page?.count ?? 0
    moved += count
    if (count < PAGE || signal.aborted) return moved
    // Whoever else wants the database, or this thread, comes in between.
    await setImmediate()
  }
}
