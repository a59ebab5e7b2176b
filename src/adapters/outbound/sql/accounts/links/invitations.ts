/** Invitations in an SQL table, one for each person. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Invitation, Invitations } from '../../../../../ports/people/invitations.ts'
import type { AccountTables } from '../account-tables.ts'

export class SqlInvitations implements Invitations {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async open(tenant: string, { actor, by, expires_at, mailed }: Omit<Invitation, 'made_at' | 'state'>): Promise<void> {
    const row = { made_by: by, made_at: this.#clock.now(), expires_at, mailed, state: 'open' as const }
    await this.#db
      .insertInto('invitations')
      .values({ actor, tenant, ...row })
      .onConflict((conflict) => conflict.column('actor').doUpdateSet(row))
      .execute()
  }

  async end(tenant: string, actor: string, as: 'accepted' | 'withdrawn'): Promise<boolean> {
    const ended = await this.#db
      .updateTable('invitations')
      .set({ state: as })
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where('state', '=', 'open')
      .returning('actor')
      .executeTakeFirst()
    return ended !== undefined
  }

  async of(tenant: string, actors: readonly string[]): Promise<ReadonlyMap<string, Invitation>> {
    if (actors.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('invitations')
      .select(['actor', 'made_by as by', 'made_at', 'expires_at', 'mailed', 'state'])
      .where('tenant', '=', tenant)
      .where('actor', 'in', [...actors])
      .execute()
    return new Map(rows.map((row) => [row.actor, row]))
  }
}
