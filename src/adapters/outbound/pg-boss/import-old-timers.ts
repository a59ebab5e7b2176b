/**
 * Earlier versions kept the timer of each conversation as a job of its own, even after the conversation had ended. This
 * moves them to the schedule, a page at a time, before the queue is worked: each fetch scans everything that is due.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import { countQueued, jobTable } from './queued-jobs.ts'

/** Jobs that one transaction moves. */
const PAGE_SIZE = 1000

/**
 * Moves the timers of `queue` to the schedule, and also the jobs that are due when there are more than `maxQueued`;
 * drops those of generations for which nothing will be due any more. Returns how many jobs left the queue. It can be
 * repeated or interrupted at any point, and run while instances of earlier versions are working.
 */
export async function importOldTimers(
  db: Kysely<ReadSchema>,
  queue: string,
  maxQueued: number,
  signal: AbortSignal,
): Promise<number> {
  for (let moved = 0; ;) {
    const tooMany = (await countQueued(db, queue, maxQueued + 1)) > maxQueued
    const count = await movePage(db, queue, tooMany)
    moved += count
    if (count < PAGE_SIZE || signal.aborted) return moved
    // Let other users of the database, and of this thread, in between.
    await nextTurn()
  }
}

async function movePage(db: Kysely<ReadSchema>, queue: string, dueToo: boolean): Promise<number> {
  const {
    rows: [page],
  } = await sql<{ count: number }>`
    with chosen as (
      select id from ${jobTable}
      where name = ${queue} and state = 'created' and not blocked and (${dueToo} or start_after > created_on)
      limit ${PAGE_SIZE} for update skip locked
    ), taken as (
      delete from ${jobTable} using chosen where name = ${queue} and job.id = chosen.id
      returning singleton_key, start_after
    ), kept as (
      insert into scheduled_jobs as current (generation, due_at)
      select singleton_key, min(start_after) from taken left join generations on generations.id = singleton_key
      where generations.id is null or generations.wakes_at is not null or generations.state = 'confirmed'
      group by singleton_key order by singleton_key
      on conflict (generation) do update set due_at = excluded.due_at where current.due_at > excluded.due_at
    )
    select count(*)::int as count from taken`.execute(db)
  return page?.count ?? 0
}
