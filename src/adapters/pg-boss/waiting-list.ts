/**
 * Wake-ups that wait for their time, or for room in the queue: one row for each generation, the earliest time of all.
 * The job engine looks through all that is due at each fetch; so it is given a page at a time, and the rest lies here.
 */
import { sql, type Kysely } from 'kysely'
import type { ReadSchema } from '../../ports/read-schema.ts'
import type { NewWakeUp } from '../../ports/wake-ups.ts'

/** Notes wake-ups; of several for a generation the earliest counts. Without a time it is now. */
export async function putOnList(db: Kysely<ReadSchema>, wakeUps: readonly NewWakeUp[]): Promise<void> {
  if (wakeUps.length === 0) return
  const generations = wakeUps.map(({ generation }) => generation)
  const times = wakeUps.map(({ at }) => at ?? null)
  // In one order, so that two who write the same ones at once do not wait for each other.
  await sql`
    insert into wake_ups as there (generation, at)
    select generation, min(coalesce(at, now()))
    from unnest(${generations}::text[], ${times}::timestamptz[]) as one (generation, at)
    group by generation order by generation
    on conflict (generation) do update set at = excluded.at where there.at > excluded.at`.execute(db)
}

/** Forgets the timers of generations; those that are due already stay. */
export async function dropTimers(db: Kysely<ReadSchema>, generations: readonly string[]): Promise<void> {
  if (generations.length === 0) return
  await sql`delete from wake_ups where generation = any(${generations}::text[]) and at > now()`.execute(db)
}

/** Takes those that have been due for longest off the list, at most so many. Two instances never take the same one. */
export async function takeDue(transaction: Kysely<ReadSchema>, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ generation: string }>`
    with due as (
      select generation from wake_ups where at <= now() order by at, generation limit ${most} for update skip locked
    )
    delete from wake_ups using due where wake_ups.generation = due.generation
    returning wake_ups.generation`.execute(transaction)
  return rows.map(({ generation }) => generation)
}
