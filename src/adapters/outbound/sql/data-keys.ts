/** Wrapped data keys in the table `data_keys`. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { DataKeyEntry, DataKeys } from '../../../ports/keys/data-keys.ts'

/** The table of wrapped data keys. */
export interface DataKeyTables {
  data_keys: {
    subject: string
    /** Null once destroyed. */
    wrapped: Uint8Array | null
    created_at: string
    destroyed_at: string | null
  }
}

/** Data keys in an SQL table. */
export class SqlDataKeys implements DataKeys {
  readonly #db: Kysely<DataKeyTables>
  readonly #clock: Clock

  constructor(db: Kysely<DataKeyTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async find(subject: string): Promise<DataKeyEntry | undefined> {
    const row = await this.#db
      .selectFrom('data_keys')
      .select('wrapped')
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (row === undefined) return undefined
    return row.wrapped === null ? 'destroyed' : { wrapped: row.wrapped }
  }

  async add(subject: string, wrapped: Uint8Array): Promise<DataKeyEntry> {
    const row = { subject, wrapped: Buffer.from(wrapped), created_at: this.#clock.now(), destroyed_at: null }
    await this.#db
      .insertInto('data_keys')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await this.find(subject))!
  }

  async destroy(subject: string): Promise<void> {
    const now = this.#clock.now()
    await this.#db
      .insertInto('data_keys')
      .values({ subject, wrapped: null, created_at: now, destroyed_at: now })
      .onConflict((conflict) =>
        conflict
          .column('subject')
          .doUpdateSet({ wrapped: null, destroyed_at: now })
          .where('data_keys.wrapped', 'is not', null),
      )
      .execute()
  }
}
