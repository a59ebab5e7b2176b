/** Wrapped data keys in the table `data_keys`. */
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../ports/clock.ts'
import type { DataKeyEntry, DataKeys, Rewrapped, WrappedKey } from '../../../ports/keys/data-keys.ts'

/** The table of wrapped data keys, and the notes of the installation. */
export interface DataKeyTables {
  data_keys: {
    subject: string
    /** Null once destroyed. */
    wrapped: Uint8Array | null
    created_at: string
    destroyed_at: string | null
    /** Null: the first one. */
    master_key: string | null
  }
  installation: { name: string; value: string }
}

/** The notes that name the master key of new data keys, and that of rows that name none. */
const WRAPPING = 'master_key'
const FIRST = 'first_master_key'

/** The id of a row's master key; the empty text before any was noted. */
const MASTER_KEY = sql<string>`coalesce(master_key, (select value from installation where name = ${FIRST}), '')`

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
      .select(['wrapped', MASTER_KEY.as('master_key')])
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { wrapped, master_key } = row
    return wrapped === null ? 'destroyed' : { wrapped, master_key }
  }

  async add(subject: string, { wrapped, master_key }: WrappedKey): Promise<DataKeyEntry | undefined> {
    // The lock lets `wrapBy` wait for rows that are on their way: after it none comes that the former key wrapped.
    await sql`
      insert into data_keys (subject, wrapped, created_at, master_key)
      select ${subject}, ${Buffer.from(wrapped)}::bytea, ${this.#clock.now()}, ${master_key}
      from installation where name = ${WRAPPING} and value = ${master_key} for share
      on conflict do nothing`.execute(this.#db)
    return this.find(subject)
  }

  async destroy(subject: string): Promise<void> {
    const now = this.#clock.now()
    await this.#db
      .insertInto('data_keys')
      .values({ subject, wrapped: null, created_at: now, destroyed_at: now, master_key: null })
      .onConflict((conflict) =>
        conflict
          .column('subject')
          .doUpdateSet({ wrapped: null, destroyed_at: now })
          .where('data_keys.wrapped', 'is not', null),
      )
      .execute()
  }

  async wrappingKey(unlessSet: string): Promise<string> {
    const noted = await this.#note(WRAPPING)
    if (noted !== undefined) return noted
    await this.#db
      .insertInto('installation')
      .values([WRAPPING, FIRST].map((name) => ({ name, value: unlessSet })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return (await this.#note(WRAPPING))!
  }

  async wrapBy(master_key: string): Promise<void> {
    await this.#db.updateTable('installation').set({ value: master_key }).where('name', '=', WRAPPING).execute()
  }

  async count(): Promise<readonly { readonly master_key: string; readonly keys: number }[]> {
    const rows = await this.#db
      .selectFrom('data_keys')
      .select([MASTER_KEY.as('master_key'), ({ fn }) => fn.countAll<string>().as('keys')])
      .where('wrapped', 'is not', null)
      .groupBy('master_key')
      .execute()
    // Rows that name the first key and rows that name none are of one key.
    const sums = new Map<string, number>()
    for (const { master_key, keys } of rows) sums.set(master_key, (sums.get(master_key) ?? 0) + Number(keys))
    return [...sums.keys()].sort().map((master_key) => ({ master_key, keys: sums.get(master_key)! }))
  }

  async masterKeysInUse(): Promise<readonly string[]> {
    // From one to the next in the index, whatever the number of rows.
    const { rows } = await sql<{ master_key: string }>`
      with recursive ids (id) as (
        select min(master_key) from data_keys where wrapped is not null
        union all
        select (select min(master_key) from data_keys where wrapped is not null and master_key > id)
        from ids where id is not null
      )
      select id as master_key from ids where id is not null
      union
      select value from installation where name = ${FIRST}
        and exists (select from data_keys where wrapped is not null and master_key is null)`.execute(this.#db)
    return rows.map(({ master_key }) => master_key)
  }

  async wrappedByOthers(
    master_key: string,
    after: string | undefined,
    limit: number,
  ): Promise<readonly (WrappedKey & { readonly subject: string })[]> {
    const rows = await this.#db
      .selectFrom('data_keys')
      .select(['subject', 'wrapped', MASTER_KEY.as('master_key')])
      .where('wrapped', 'is not', null)
      .where(MASTER_KEY, '<>', master_key)
      .where('subject', '>', after ?? '')
      .orderBy('subject')
      .limit(limit)
      .execute()
    return rows.flatMap(({ wrapped, ...row }) => (wrapped === null ? [] : [{ ...row, wrapped }]))
  }

  async rewrap(master_key: string, keys: readonly Rewrapped[]): Promise<number> {
    if (keys.length === 0) return 0
    const given = sql.join(
      keys.map(({ subject, before, after }) => sql`(${subject}, ${buffer(before)}::bytea, ${buffer(after)}::bytea)`),
    )
    const { numAffectedRows } = await sql`
      update data_keys set wrapped = given.after, master_key = ${master_key}
      from (values ${given}) as given (subject, before, after)
      where data_keys.subject = given.subject and data_keys.wrapped = given.before`.execute(this.#db)
    return Number(numAffectedRows ?? 0)
  }

  async #note(name: string): Promise<string | undefined> {
    return (await this.#db.selectFrom('installation').select('value').where('name', '=', name).executeTakeFirst())
      ?.value
  }
}

const buffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes)
