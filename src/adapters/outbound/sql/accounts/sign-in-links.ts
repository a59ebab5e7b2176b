/** Sign-in links in an SQL table. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { NewSignInLink, SignInLink, SignInLinks } from '../../../../ports/people/sign-in-links.ts'
import type { AccountTables } from './account-tables.ts'
import { hashSecret, newSecret } from './secrets.ts'

const MINUTE = 60_000

const COLUMNS = ['id', 'actor', 'tenant', 'kind', 'expires_at'] as const

/** Sign-in links in an SQL table. */
export class SqlSignInLinks implements SignInLinks {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async create({
    actor,
    tenant,
    kind,
    minutes,
  }: NewSignInLink): Promise<{ readonly link: SignInLink; readonly token: string }> {
    const token = newSecret('')
    const expires_at = new Date(Date.parse(this.#clock.now()) + minutes * MINUTE).toISOString()
    const link = await this.#db
      .insertInto('sign_ins')
      .values({ token_hash: hashSecret(token)!, actor, tenant, roles: [], kind, expires_at })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
    return { link, token }
  }

  async find(token: string): Promise<SignInLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    return this.#db.selectFrom('sign_ins').select(COLUMNS).where('token_hash', '=', token_hash).executeTakeFirst()
  }

  async redeem(token: string): Promise<SignInLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    return this.#db
      .deleteFrom('sign_ins')
      .where('token_hash', '=', token_hash)
      .where('expires_at', '>', this.#clock.now())
      .returning(COLUMNS)
      .executeTakeFirst()
  }
}
