/** Sign-in links in an SQL table. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../../../ports/clock.ts'
import type { NewSignInLink, SignInLink, SignInLinks } from '../../../../../ports/people/sign-in-links.ts'
import type { AccountTables } from '../account-tables.ts'
import { changeRows, type RowOf } from '../macs/change-rows.ts'
import type { RowMacs } from '../macs/row-macs.ts'
import { hashSecret, newSecret } from '../secrets.ts'

const MINUTE = 60_000

/** Sign-in links in an SQL table. */
export class SqlSignInLinks implements SignInLinks {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #macs: RowMacs

  constructor(db: Kysely<AccountTables>, clock: Clock, macs: RowMacs) {
    this.#db = db
    this.#macs = macs
    this.#clock = clock
  }

  async create({
    minutes,
    mailed_to,
    hand_over,
    token = newSecret(''),
    ...link
  }: NewSignInLink): Promise<{ readonly link: SignInLink; readonly token: string }> {
    const token_hash = hashSecret(token)!
    const expires_at = new Date(Date.parse(this.#clock.now()) + minutes * MINUTE).toISOString()
    await this.#db
      .insertInto('sign_ins')
      .values(
        this.#macs.sign('sign_ins', {
          ...link,
          id: randomUUID(),
          token_hash,
          roles: [],
          expires_at,
          mailed_to: mailed_to ?? null,
          hand_over: hand_over ?? null,
        }),
      )
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .execute()
    return { link: (await this.find(token))!, token }
  }

  async find(token: string): Promise<SignInLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    const row = await this.#db
      .selectFrom('sign_ins')
      .selectAll()
      .where('token_hash', '=', token_hash)
      .executeTakeFirst()
    return row !== undefined && this.#macs.holds('sign_ins', row) ? linkOf(row) : undefined
  }

  async redeem(token: string): Promise<SignInLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    const found = await this.find(token)
    if (found === undefined) return undefined
    return this.#db.transaction().execute(async (transaction) => {
      if (found.kind === 'owner')
        await sql`select pg_advisory_xact_lock(hashtextextended(${`owner of ${found.tenant}`}, 0))`.execute(transaction)
      const signed = { db: transaction, macs: this.#macs }
      const [redeemed] = await changeRows(signed, {
        table: 'sign_ins',
        where: sql`token_hash = ${token_hash} and used_at is null and expires_at > ${this.#clock.now()}`,
        change: () => this.#used(),
      })
      if (redeemed?.kind === 'owner')
        await changeRows(signed, {
          table: 'sign_ins',
          where: sql`tenant = ${redeemed.tenant} and kind = 'owner' and used_at is null`,
          change: () => this.#used(),
        })
      return redeemed && linkOf(redeemed)
    })
  }

  async withdraw(tenant: string, actor: string): Promise<void> {
    await changeRows(
      { db: this.#db, macs: this.#macs },
      {
        table: 'sign_ins',
        where: sql`tenant = ${tenant} and actor = ${actor} and used_at is null`,
        change: () => this.#used(),
      },
    )
  }

  /** It expires, too: instances of the version before look at that alone. */
  #used() {
    const now = this.#clock.now()
    return { used_at: now, expires_at: now }
  }
}

const linkOf = ({ mac: _, token_hash: __, roles: ___, ...link }: RowOf<'sign_ins'>): SignInLink => link
