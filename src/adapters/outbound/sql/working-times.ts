/** The working times in the table `working_times`, one row from a start to the next break of an hour or more. */
import { sql, type Kysely } from 'kysely'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'
import type { WorkingTimes } from '../../../ports/working-times.ts'

/** A shorter break is a restart; nobody's time depends on it. */
const BREAK_MS = 3_600_000

export class SqlWorkingTimes implements WorkingTimes {
  readonly #db: Kysely<ReadSchema>

  constructor(db: Kysely<ReadSchema>) {
    this.#db = db
  }

  async recordWorking(now: string): Promise<void> {
    const recently = new Date(Date.parse(now) - BREAK_MS).toISOString()
    // Also where a clock was set back, `seen_at` stays the latest.
    await sql`
      with latest as (select began_at from working_times order by began_at desc limit 1),
      continued as (
        update working_times set seen_at = greatest(seen_at, ${now})
        from latest where working_times.began_at = latest.began_at and seen_at > ${recently} returning 1
      )
      insert into working_times (began_at, seen_at) select ${now}, ${now} where not exists (select from continued)
      on conflict (began_at) do nothing`.execute(this.#db)
  }

  async downtimeBetween(from: string, to: string): Promise<number> {
    const { rows } = await sql<{ ms: number | string | null }>`
      select sum(extract(epoch from least(ended, ${to})::timestamptz - greatest(seen_at, ${from})::timestamptz)) * 1000
        as ms
      from (select seen_at, lead(began_at) over (order by began_at) as ended from working_times) as breaks
      where ended > ${from} and seen_at < ${to}`.execute(this.#db)
    return Math.round(Number(rows[0]?.ms ?? 0))
  }
}
