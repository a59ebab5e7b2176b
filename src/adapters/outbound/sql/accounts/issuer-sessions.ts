/** What sessions keep of their provider, in columns of the table of sessions. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { IssuerSession, IssuerSessions, KeptWithSession } from '../../../../ports/people/issuer-sessions.ts'
import type { AccountTables } from './account-tables.ts'

const COLUMNS = ['id', 'actor', 'tenant', 'issuer', 'refresh'] as const

interface KeptRow extends Pick<IssuerSession, 'actor' | 'tenant'> {
  readonly id: string
  readonly issuer: string | null
  readonly refresh: Uint8Array | null
}

export class SqlIssuerSessions implements IssuerSessions {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async keep(session: string, { issuer, sealed, refreshes, instead_of }: KeptWithSession): Promise<void> {
    await this.#db
      .updateTable('sessions')
      .set({ issuer, refresh: Buffer.from(sealed), refreshed_at: refreshes ? this.#clock.now() : null })
      .where((row) =>
        row.or([
          row('id', '=', session),
          ...(instead_of === undefined ? [] : [row('refresh', '=', Buffer.from(instead_of))]),
        ]),
      )
      .execute()
  }

  async find(session: string): Promise<IssuerSession | undefined> {
    const row = await this.#db.selectFrom('sessions').select(COLUMNS).where('id', '=', session).executeTakeFirst()
    return row && keptOf(row)
  }

  async takeDue(before: string, limit: number): Promise<readonly IssuerSession[]> {
    const now = this.#clock.now()
    const rows = await this.#db
      .updateTable('sessions')
      .set({ refreshed_at: now })
      .where('id', 'in', (query) =>
        query
          .selectFrom('sessions')
          .select('id')
          .where('refreshed_at', '<=', before)
          .where('expires_at', '>', now)
          .orderBy('refreshed_at')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      )
      .returning(COLUMNS)
      .execute()
    return rows.flatMap((row) => keptOf(row) ?? [])
  }
}

const keptOf = ({ id, actor, tenant, issuer, refresh }: KeptRow): IssuerSession | undefined =>
  issuer === null || refresh === null ? undefined : { session: id, actor, tenant, issuer, sealed: refresh }
