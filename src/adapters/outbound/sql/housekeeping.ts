/** Housekeeping in SQL: each table a statement, a page at a time, so that no lock is held for long. */
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Housekeeping, Retention } from '../../../ports/housekeeping.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'

/** The rows that go, as a condition on the table. */
const CONDITIONS: Readonly<Record<string, (retention: Retention) => RawBuilder<unknown>>> = {
  sessions: ({ expired }) => sql`expires_at <= ${expired}`,
  sign_ins: ({ snapshots }) => sql`expires_at <= ${snapshots}`,
  address_proofs: ({ snapshots }) => sql`expires_at <= ${snapshots}`,
  mails: ({ expired }) => sql`delete_at <= ${expired}`,
  access_changes: ({ access_changes }) => sql`at <= ${access_changes}`,
  snapshots: ({ snapshots }) => sql`stream like 'generation-%' and ${hasEnded(sql`substr(stream, 12)`, snapshots)}`,
  working_times: ({ breaks }) => sql`seen_at <= ${breaks}`,
  hand_overs: ({ threads }) => hasEnded(sql`generation`, threads),
  slack_threads: ({ threads }) => hasEnded(sql`generation::text`, threads),
  slack_posts: ({ threads }) => hasEnded(sql`generation::text`, threads),
}

/** Nothing happens any more in the generation of this id, and nothing has since that time. */
const hasEnded = (id: RawBuilder<unknown>, since: string): RawBuilder<unknown> => sql`exists (
  select from generations where generations.id = ${id} collate "C"
    and state in ('delivered', 'cancelled', 'expired') and wakes_at is null and updated_at <= ${since})`

export class SqlHousekeeping implements Housekeeping {
  readonly #db: Kysely<ReadSchema>

  constructor(db: Kysely<ReadSchema>) {
    this.#db = db
  }

  async removeOld(retention: Retention, limit: number): Promise<Readonly<Record<string, number>>> {
    const removed: Record<string, number> = {}
    for (const [table, condition] of Object.entries(CONDITIONS)) {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(table)} where ctid = any(array(
          select ctid from ${sql.table(table)} where ${condition(retention)} limit ${limit}
        ))`.execute(this.#db)
      if (numAffectedRows !== undefined && numAffectedRows > 0n) removed[table] = Number(numAffectedRows)
    }
    return removed
  }
}
