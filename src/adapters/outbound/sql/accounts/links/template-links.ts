/** Links of templates in SQL tables: the links, the one-time links that show an address, and who began. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely, type Selectable } from 'kysely'
import type { Clock } from '../../../../../ports/clock.ts'
import type {
  AddressProof,
  EndedSession,
  NewOutsider,
  NewTemplateLink,
  Outsider,
  TemplateLink,
  TemplateLinks,
} from '../../../../../ports/people/template-links.ts'
import type { AccessWatch } from '../access-watch.ts'
import type { AccountTables } from '../account-tables.ts'
import { changeRows, type RowOf } from '../macs/change-rows.ts'
import type { RowMacs, SignedDb } from '../macs/row-macs.ts'
import { hashSecret, newSecret } from '../secrets.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** One-time links of one link in an hour: whoever has it cannot use up the tenant’s mails. */
const MAX_PROOFS = 100
const MAX_LISTED = 200

const LINK_COLUMNS = [
  'template_links.id',
  'template_links.tenant',
  'template_id',
  'title',
  'asks_email',
  'made_by',
  'made_at',
  'expires_at',
  'uses',
  'used',
  'withdrawn_at',
  'withdrawn_by',
] as const

export class SqlTemplateLinks implements TemplateLinks {
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

  // ---- the links

  async create({ token = newSecret(''), ...link }: NewTemplateLink) {
    const row = { ...link, id: randomUUID(), token_hash: hashSecret(token)!, made_at: this.#clock.now() }
    const made = await this.#db
      .insertInto('template_links')
      .values(this.#macs.sign('template_links', row))
      .onConflict((conflict) => conflict.column('token_hash').doNothing())
      .returning('id')
      .executeTakeFirst()
    return { link: (await this.find(token))!, token, made: made !== undefined }
  }

  async find(token: string): Promise<TemplateLink | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    return this.#linkOf(
      await this.#db.selectFrom('template_links').selectAll().where('token_hash', '=', token_hash).executeTakeFirst(),
    )
  }

  async list(tenant: string, template_id: string): Promise<readonly TemplateLink[]> {
    return this.#links()
      .where('tenant', '=', tenant)
      .where('template_id', '=', template_id)
      .orderBy('made_at', 'desc')
      .orderBy('id')
      .limit(MAX_LISTED)
      .execute()
  }

  async outsiders(tenant: string, links: readonly string[], limit: number): Promise<readonly Outsider[]> {
    if (links.length === 0) return []
    const rows = await this.#db
      .selectFrom((from) =>
        from
          .selectFrom('outsiders')
          .selectAll()
          .select((row) =>
            row.fn
              .agg<number>('row_number')
              .over((over) => over.partitionBy('link').orderBy('begun_at', 'desc'))
              .as('place'),
          )
          .where('tenant', '=', tenant)
          .where('link', 'in', [...links])
          .as('one'),
      )
      .selectAll()
      .where('place', '<=', limit)
      .orderBy('begun_at', 'desc')
      .orderBy('actor')
      .execute()
    return rows.map(outsiderOf)
  }

  async withdraw(tenant: string, template_id: string, id: string, by: string) {
    const done = await this.#db.transaction().execute(async (transaction) => {
      const [withdrawn] = await changeRows(this.#in(transaction), {
        table: 'template_links',
        where: sql`tenant = ${tenant} and template_id = ${template_id} and id::text = ${id} and withdrawn_at is null`,
        change: () => ({ withdrawn_at: this.#clock.now(), withdrawn_by: by }),
      })
      if (withdrawn === undefined) return undefined
      const ended = await transaction
        .deleteFrom('sessions')
        .where('actor', 'in', (from) =>
          from.selectFrom('outsiders').select('outsiders.actor').where('link', '=', withdrawn.id),
        )
        .returning(['actor', 'id as session'])
        .execute()
      return ended satisfies readonly EndedSession[]
    })
    this.#watch.tell(...new Set(done?.map(({ actor }) => actor)))
    const link = await this.#links()
      .where('tenant', '=', tenant)
      .where('template_id', '=', template_id)
      .where((row) => row(row.cast('template_links.id', 'text'), '=', id))
      .executeTakeFirst()
    return link && { link, ended: done }
  }

  // ---- showing an address

  async askProof(link: string, email: string, minutes: number): Promise<{ readonly token: string } | 'too_many'> {
    const token = newSecret('')
    const now = this.#clock.now()
    return this.#db.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`proofs of ${link}`}, 0))`.execute(transaction)
      const { count } = await transaction
        .selectFrom('address_proofs')
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .where('link', '=', link)
        .where('made_at', '>', later(now, -HOUR))
        .executeTakeFirstOrThrow()
      if (Number(count) >= MAX_PROOFS) return 'too_many'
      const expires_at = later(now, minutes * MINUTE)
      const proof = { token_hash: hashSecret(token)!, link, email, made_at: now, expires_at }
      await transaction.insertInto('address_proofs').values(this.#macs.sign('address_proofs', proof)).execute()
      return { token }
    })
  }

  async findProof(token: string): Promise<{ readonly proof: AddressProof; readonly link: TemplateLink } | undefined> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return undefined
    const row = await this.#db
      .selectFrom('address_proofs')
      .selectAll()
      .where('token_hash', '=', token_hash)
      .executeTakeFirst()
    if (row === undefined || !this.#macs.holds('address_proofs', row)) return undefined
    const { link: id, email, expires_at, used_at } = row
    const link = await this.#linkById(id)
    return link && { proof: { email, expires_at, used_at }, link }
  }

  // ---- beginning, and coming back

  async begin(link: string, { once, proof, token, ...outsider }: NewOutsider) {
    const once_hash = hashSecret(JSON.stringify([link, once]))
    const return_hash = hashSecret(token)
    if (once_hash === undefined || return_hash === undefined) return undefined
    const now = this.#clock.now()
    return this.#db.transaction().execute(async (transaction) => {
      // Whoever begins by the same link waits here.
      const found = await transaction
        .selectFrom('template_links')
        .selectAll()
        .where('id', '=', link)
        .forUpdate()
        .executeTakeFirst()
      if (found === undefined || found.withdrawn_at !== null || !this.#macs.holds('template_links', found))
        return undefined
      const before = await transaction
        .selectFrom('outsiders')
        .selectAll()
        .where('once_hash', '=', once_hash)
        .executeTakeFirst()
      if (before !== undefined && this.#macs.holds('outsiders', before))
        return { outsider: outsiderOf(before), repeated: true }
      if (found.used >= found.uses || found.expires_at <= now) return undefined
      if (proof !== undefined && !(await this.#spendProof(transaction, link, proof, now))) return undefined
      const row = { ...outsider, link, tenant: found.tenant, email_proved: proof !== undefined, begun_at: now }
      await transaction
        .insertInto('outsiders')
        .values(this.#macs.sign('outsiders', { ...row, once_hash, return_hash }))
        .execute()
      await transaction
        .updateTable('template_links')
        .set((one) => ({ used: one('used', '+', 1) }))
        .where('id', '=', link)
        .execute()
      return { outsider: row, repeated: false }
    })
  }

  async #spendProof(transaction: Kysely<AccountTables>, link: string, token: string, now: string): Promise<boolean> {
    const token_hash = hashSecret(token)
    if (token_hash === undefined) return false
    const spent = await changeRows(this.#in(transaction), {
      table: 'address_proofs',
      where: sql`token_hash = ${token_hash} and link = ${link} and used_at is null and expires_at > ${now}`,
      change: () => ({ used_at: now }),
    })
    return spent.length > 0
  }

  async giveBack({ actor }: Pick<Outsider, 'actor'>): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      const gone = await transaction
        .deleteFrom('outsiders')
        .where('actor', '=', actor)
        .returning(['link', 'name', 'email_proved', 'begun_at'])
        .executeTakeFirst()
      if (gone === undefined) return
      await transaction
        .updateTable('template_links')
        .set((one) => ({ used: one('used', '-', 1) }))
        .where('id', '=', gone.link)
        .execute()
      if (!gone.email_proved || gone.name === null) return
      await changeRows(this.#in(transaction), {
        table: 'address_proofs',
        where: sql`link = ${gone.link} and email = ${gone.name} and used_at = ${gone.begun_at}`,
        change: () => ({ used_at: null }),
      })
    })
  }

  async findReturn(token: string): Promise<{ readonly outsider: Outsider; readonly link: TemplateLink } | undefined> {
    const return_hash = hashSecret(token)
    if (return_hash === undefined) return undefined
    const row = await this.#db
      .selectFrom('outsiders')
      .selectAll()
      .where('return_hash', '=', return_hash)
      .executeTakeFirst()
    if (row === undefined || !this.#macs.holds('outsiders', row)) return undefined
    const link = await this.#linkById(row.link)
    return link && { outsider: outsiderOf(row), link }
  }

  async #linkById(id: string): Promise<TemplateLink | undefined> {
    return this.#linkOf(await this.#db.selectFrom('template_links').selectAll().where('id', '=', id).executeTakeFirst())
  }

  #linkOf(row: RowOf<'template_links'> | undefined): TemplateLink | undefined {
    if (row === undefined || !this.#macs.holds('template_links', row)) return undefined
    const { mac: _, token_hash: __, ...link } = row
    return link
  }

  #in(transaction: Kysely<AccountTables>): SignedDb {
    return { db: transaction, macs: this.#macs }
  }

  #links() {
    return this.#db.selectFrom('template_links').select(LINK_COLUMNS)
  }
}

const outsiderOf = ({
  actor,
  link,
  tenant,
  generation,
  name,
  email_proved,
  begun_at,
  returns_until,
}: Selectable<AccountTables['outsiders']>): Outsider => ({
  actor,
  link,
  tenant,
  generation,
  name,
  email_proved,
  begun_at,
  returns_until,
})

const later = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString()
