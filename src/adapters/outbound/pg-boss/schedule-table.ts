/**
 * The schedule: generations that wait for their time, or for room in the queue, one row each with the earliest time.
 * pg-boss scans everything that is due at each fetch, so it gets a page at a time and the rest stays here.
 */
import { sql, type Kysely } from 'kysely'
import type { NewGenerationJob } from '../../../ports/generation/generation-jobs.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'

/** Adds jobs; of several for one generation the earliest time counts. A job without a time is due now. */
export async function addToSchedule(db: Kysely<ReadSchema>, jobs: readonly NewGenerationJob[]): Promise<void> {
  if (jobs.length === 0) return
  const generations = jobs.map(({ generation }) => generation)
  const times = jobs.map(({ at }) => at ?? null)
  // Sorted, so that two writers of the same rows cannot deadlock.
  await sql`
    insert into scheduled_jobs as current (generation, due_at)
    select generation, min(coalesce(due_at, now()))
    from unnest(${generations}::text[], ${times}::timestamptz[]) as job (generation, due_at)
    group by generation order by generation
    on conflict (generation) do update set due_at = excluded.due_at
    where current.due_at > excluded.due_at`.execute(db)
}

/** Removes the times that generations wait for. Jobs that are due already stay. */
export async function removeFromSchedule(db: Kysely<ReadSchema>, generations: readonly string[]): Promise<void> {
  if (generations.length === 0) return
  await sql`
    delete from scheduled_jobs where generation = any(${generations}::text[]) and due_at > now()`.execute(db)
}

/** Takes the longest overdue generations off the schedule, up to `limit`. Two instances never take the same one. */
export async function takeDue(transaction: Kysely<ReadSchema>, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ generation: string }>`
    with due as (
      select generation from scheduled_jobs where due_at <= now()
      order by due_at, generation limit ${limit} for update skip locked
    )
    delete from scheduled_jobs using due where scheduled_jobs.generation = due.generation
    returning scheduled_jobs.generation`.execute(transaction)
  return rows.map(({ generation }) => generation)
}
