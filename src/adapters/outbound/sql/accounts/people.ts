/** People, in the table of names. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { Refused } from '../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type {
  Identity,
  NamedAccount,
  NewPerson,
  People,
  Person,
  PersonChange,
  WorkspaceProfile,
} from '../../../../ports/people/people.ts'
import { AccessWatch } from './access-watch.ts'
import type { AccountTables } from './account-tables.ts'
import { addWithIdentity, newRow, ownerOfEmail } from './add-with-identity.ts'
import { readPeople, type PeopleRow } from './caller-rows.ts'
import { findByName } from './find-by-name.ts'
import { joinAccounts } from './join-accounts.ts'
import { outsiderNames } from './links/outsider-rows.ts'
import { changeRows } from './macs/change-rows.ts'
import type { RowMacs, SignedDb } from './macs/row-macs.ts'

/** Changes of these columns change what the person may do. */
const RIGHTS = ['kind', 'roles', 'issuer_roles', 'groups', 'issuer_groups', 'active'] as const

/** People in an SQL table. */
export class SqlPeople implements People {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #signed: SignedDb
  readonly #watch: AccessWatch

  constructor(db: Kysely<AccountTables>, clock: Clock, macs: RowMacs, watch: AccessWatch = new AccessWatch(db)) {
    this.#db = db
    this.#signed = { db, macs }
    this.#clock = clock
    this.#watch = watch
  }

  // ---- finding

  async findByUser(team: string, user: string): Promise<Person | undefined> {
    const [row] = await readPeople(this.#signed, (rows) =>
      rows.where('slack_team', '=', team).where('slack_user', '=', user),
    )
    return this.#account(row)
  }

  async findByActor(tenant: string, actor: string): Promise<Person | undefined> {
    const [row] = await readPeople(this.#signed, (rows) => rows.where('actor', '=', actor).where('tenant', '=', tenant))
    return this.#account(row)
  }

  async findByIdentity(tenant: string, { issuer, subject }: Identity): Promise<Person | undefined> {
    const identity = await this.#db
      .selectFrom('identities')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (identity === undefined || !this.#signed.macs.holds('identities', identity)) return undefined
    const [row] = await readPeople(this.#signed, (rows) => rows.where('actor', '=', identity.actor))
    return this.#account(row)
  }

  async findByEmail(email: string): Promise<readonly Person[]> {
    const rows = await readPeople(this.#signed, (all) =>
      all
        .where('email', '=', email.toLowerCase())
        .where('active', '=', true)
        .where('joined_into', 'is', null)
        .orderBy('people.tenant')
        .orderBy('people.actor'),
    )
    return rows.flatMap((row) => personOf(row) ?? [])
  }

  async ownerOfEmail(tenant: string, email: string): Promise<Person | undefined> {
    return this.#account(await ownerOfEmail(this.#signed, tenant, email))
  }

  async list(tenant: string, search: string, limit: number): Promise<readonly Person[]> {
    const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
    const rows = await readPeople(this.#signed, (all) =>
      all
        .where('people.tenant', '=', tenant)
        .where('joined_into', 'is', null)
        .$if(search !== '', (query) =>
          query.where((row) =>
            row.or([row('name', 'ilike', part), row('email', 'ilike', part), row('slack_user', '=', search)]),
          ),
        )
        .orderBy('name')
        .orderBy('people.actor')
        .limit(limit),
    )
    return rows.flatMap((row) => personOf(row) ?? [])
  }

  findByName(tenant: string, search: string, limit: number): Promise<readonly NamedAccount[]> {
    return findByName(this.#db, { tenant, search, limit, now: this.#clock.now() })
  }

  // ---- adding and changing

  async add(person: NewPerson): Promise<Person> {
    const row = newRow(person)
    await this.#db
      .insertInto('people')
      .values(this.#signed.macs.sign('people', row))
      .onConflict((conflict) => conflict.column('actor').doNothing())
      .execute()
    return (await this.findByActor(person.tenant, row.actor))!
  }

  async addWithIdentity(person: NewPerson, identity: Identity) {
    const { outcome, actor } = await addWithIdentity(this.#signed, this.#clock, person, identity)
    return { outcome, person: (await this.findByActor(person.tenant, actor))! }
  }

  async save({ team, user, tenant, ...profile }: WorkspaceProfile): Promise<Person> {
    const change = { ...profile, refreshed_at: this.#clock.now() }
    const actor = await this.#db.transaction().execute(async (db) => {
      const added = {
        actor: `person:${randomUUID()}`,
        tenant,
        roles: [],
        slack_team: team,
        slack_user: user,
        ...change,
      }
      const made = await db
        .insertInto('people')
        .values(this.#signed.macs.sign('people', added))
        .onConflict((conflict) =>
          conflict.columns(['slack_team', 'slack_user']).where('slack_team', 'is not', null).doNothing(),
        )
        .returning('actor')
        .executeTakeFirst()
      if (made !== undefined) return made.actor
      const [known] = await changeRows(
        { ...this.#signed, db },
        {
          table: 'people',
          where: sql`slack_team = ${team} and slack_user = ${user}`,
          // Whom an admin keeps out stays out.
          change: ({ deactivated }) => ({ ...change, active: change.active && !deactivated }),
        },
      )
      return known?.actor
    })
    if (actor === undefined)
      throw new Refused({
        code: 'forbidden',
        message: 'What is known of you here was changed by somebody else than this service. Ask an admin.',
        details: {},
      })
    // Somebody who left may do nothing any more.
    this.#watch.tell(actor)
    return (await this.findByActor(tenant, actor))!
  }

  async change(tenant: string, actor: string, change: PersonChange): Promise<Person | undefined> {
    const { email, ...others } = change
    const lists = Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name, Array.isArray(value) ? [...(value as string[])] : value]),
    )
    const given = {
      ...lists,
      ...(email === undefined ? {} : { email: email?.toLowerCase() ?? null }),
      ...(change.active === undefined ? {} : { deactivated: !change.active }),
    }
    if (Object.keys(given).length === 0) return this.findByActor(tenant, actor)
    const [changed] = await changeRows(this.#signed, {
      table: 'people',
      where: sql`tenant = ${tenant} and actor = ${actor} and kind <> 'key'`,
      change: () => given,
    })
    if (changed === undefined) return undefined
    if (RIGHTS.some((name) => change[name] !== undefined)) this.#watch.tell(actor)
    return this.findByActor(tenant, actor)
  }

  async join(tenant: string, kept: string, joined: string): Promise<boolean> {
    const done = await joinAccounts(this.#signed, { tenant, kept, joined })
    if (done) this.#watch.tell(kept, joined)
    return done
  }

  // ---- ways in

  async identitiesOf(actor: string): Promise<readonly Identity[]> {
    return this.#db
      .selectFrom('identities')
      .select(['issuer', 'subject'])
      .where('actor', '=', actor)
      .orderBy('issuer')
      .orderBy('subject')
      .execute()
  }

  async addIdentity(tenant: string, actor: string, { issuer, subject }: Identity): Promise<boolean> {
    const added = await this.#db
      .insertInto('identities')
      .values(this.#signed.macs.sign('identities', { tenant, issuer, subject, actor, added_at: this.#clock.now() }))
      .onConflict((conflict) => conflict.columns(['tenant', 'issuer', 'subject']).doNothing())
      .returning('actor')
      .executeTakeFirst()
    return added !== undefined || (await this.findByIdentity(tenant, { issuer, subject }))?.actor === actor
  }

  async removeIdentity(tenant: string, actor: string, { issuer, subject }: Identity): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('identities')
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    return numDeletedRows > 0n
  }

  // ---- names

  async isKnown(tenant: string, actor: string): Promise<boolean> {
    const row = await this.#db
      .selectFrom('people')
      .select('actor')
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .executeTakeFirst()
    return row !== undefined
  }

  async namesOf(actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (actors.length === 0) return new Map()
    const rows = await this.#db
      .selectFrom('people')
      .select(['actor', 'name'])
      .where('actor', 'in', [...new Set(actors)])
      .execute()
    return new Map([
      ...rows.map(({ actor, name }) => [actor, name] as const),
      ...(await outsiderNames(this.#db, actors)),
    ])
  }

  // ---- parts

  /** The account that the row belongs to: that which it was joined into. */
  async #account(row: PeopleRow | undefined): Promise<Person | undefined> {
    if (row === undefined || row.joined_into === null) return personOf(row)
    const [kept] = await readPeople(this.#signed, (rows) => rows.where('people.actor', '=', row.joined_into))
    // Slack may know the person by the joined row.
    const { slack_team, slack_user } = row.slack_team === null ? (kept ?? row) : row
    return kept && personOf({ ...kept, slack_team, slack_user })
  }
}

function personOf(row: PeopleRow | undefined): Person | undefined {
  if (row === undefined || row.kind === 'key') return undefined
  const {
    slack_team: team,
    slack_user: user,
    kind,
    locale,
    zone,
    refreshed_at,
    joined_into: _,
    deactivated: __,
    mac: ___,
    ...person
  } = row
  return {
    ...person,
    kind,
    slack: team === null || user === null ? null : { team, user },
    locale: locale ?? 'en-US',
    zone: zone ?? 'UTC',
    refreshed_at: refreshed_at ?? '',
  }
}
