/** Sign-in links in an SQL table. */
import { sql, type Kysely } from 'kysely'
import type { Clock } from '../../../../../ports/clock.ts'
import type { NewSignInLink, SignInLink, SignInLinks } from '../../../../../ports/people/sign-in-links.ts'
import type { AccountTables } from '../account-tables.ts'
import { hashSecret, newSecret } from '../secrets.ts'

const MINUTE = 60_000

const COLUMNS = ['id', 'actor', 'tenant', 'kind', 'expires_at', 'used_at', 'mailed_to', 'hand_over'] as const

/** Sign-in links in an SQL table. */
export class SqlSignInLinks implements SignInLinks {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
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
      .values({
        ...link,
        token_hash,
        roles: [],
        expires_at,
        mailed_to: mailed_to ?? null,
        hand_over: hand_over ?? null,
      })
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .execute()
    return { link: (await this.find(token))!, token }
  }

  async find(token: string): Promise<SignInLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    return this.#db.selectFrom('sign_ins').select(COLUMNS).where('token_hash', '=', token_hash).executeTakeFirst()
  }

  async redeem(token: string): Promise<SignInLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    const found = await this.find(token)
    if (found === undefined) return undefined
    return this.#db.transaction().execute(async (transaction) => {
      if (found.kind === 'owner')
        await sql`select pg_advisory_xact_lock(hashtextextended(${`owner of ${found.tenant}`}, 0))`.execute(transaction)
      const redeemed = await transaction
        .updateTable('sign_ins')
        .set(this.#used())
        .where('token_hash', '=', token_hash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', this.#clock.now())
        .returning(COLUMNS)
        .executeTakeFirst()
      if (redeemed?.kind === 'owner')
        await transaction
          .updateTable('sign_ins')
          .set(this.#used())
          .where('tenant', '=', redeemed.tenant)
          .where('kind', '=', 'owner')
          .where('used_at', 'is', null)
          .execute()
      return redeemed
    })
  }

  async withdraw(tenant: string, actor: string): Promise<void> {
    await this.#db
      .updateTable('sign_ins')
      .set(this.#used())
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where('used_at', 'is', null)
      .execute()
  }

  /** It expires, too: instances of the version before look at that alone. */
  #used() {
    const now = this.#clock.now()
    return { used_at: now, expires_at: now }
  }
}
