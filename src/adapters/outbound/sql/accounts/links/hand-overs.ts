/** What was handed over, in an SQL table, with its links and sessions. */
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../../../ports/clock.ts'
import type { HandOver, HandOvers, NewHandOver } from '../../../../../ports/people/hand-overs.ts'
import type { AccessWatch } from '../access-watch.ts'
import type { AccountTables } from '../account-tables.ts'
import { changeRows } from '../macs/change-rows.ts'
import type { RowMacs } from '../macs/row-macs.ts'

const COLUMNS = [
  'id',
  'tenant',
  'generation',
  'question',
  'actor',
  'made_by as by',
  'made_at',
  'mail',
  'opened_at',
  'withdrawn_at',
] as const

/** More of one conversation are not shown. */
const MAX_LISTED = 500

export class SqlHandOvers implements HandOvers {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #macs: RowMacs
  readonly #watch: AccessWatch

  constructor(db: Kysely<AccountTables>, clock: Clock, macs: RowMacs, watch: AccessWatch) {
    this.#db = db
    this.#macs = macs
    this.#clock = clock
    this.#watch = watch
  }

  async add({ by: made_by, ...hand_over }: NewHandOver): Promise<HandOver> {
    await this.#db
      .insertInto('hand_overs')
      .values(this.#macs.sign('hand_overs', { ...hand_over, made_by, made_at: this.#clock.now() }))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    return (await this.find(hand_over.id))!
  }

  async find(id: string): Promise<HandOver | undefined> {
    const row = await this.#db
      .selectFrom('hand_overs')
      .selectAll()
      .where((one) => one(one.cast('id', 'text'), '=', id))
      .executeTakeFirst()
    if (row === undefined || !this.#macs.holds('hand_overs', row)) return undefined
    const { mac: _, made_by: by, ...hand_over } = row
    return { ...hand_over, by }
  }

  async list(tenant: string, generation: string): Promise<readonly HandOver[]> {
    return this.#db
      .selectFrom('hand_overs')
      .select(COLUMNS)
      .where('tenant', '=', tenant)
      .where('generation', '=', generation)
      .orderBy('made_at', 'desc')
      .orderBy('id')
      .limit(MAX_LISTED)
      .execute()
  }

  async mailed(id: string, mail: string, link: string): Promise<void> {
    const now = this.#clock.now()
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.updateTable('hand_overs').set({ mail }).where('id', '=', id).execute()
      await changeRows(
        { db: transaction, macs: this.#macs },
        {
          table: 'sign_ins',
          where: sql`hand_over = ${id} and id <> ${link} and used_at is null`,
          change: () => ({ used_at: now, expires_at: now }),
        },
      )
    })
  }

  async opened(id: string): Promise<void> {
    await this.#db
      .updateTable('hand_overs')
      .set({ opened_at: this.#clock.now() })
      .where('id', '=', id)
      .where('opened_at', 'is', null)
      .execute()
  }

  async withdraw(id: string): Promise<readonly string[]> {
    const now = this.#clock.now()
    const ended = await this.#db.transaction().execute(async (transaction) => {
      await changeRows(
        { db: transaction, macs: this.#macs },
        {
          table: 'hand_overs',
          where: sql`id = ${id} and withdrawn_at is null`,
          change: () => ({ withdrawn_at: now }),
        },
      )
      return transaction.deleteFrom('sessions').where('hand_over', '=', id).returning(['id', 'actor']).execute()
    })
    if (ended.length > 0) this.#watch.tell(...new Set(ended.map(({ actor }) => actor)))
    return ended.map((session) => session.id)
  }
}
