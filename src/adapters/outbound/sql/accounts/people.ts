/** People, in the table of names. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
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
import { peopleRows, type PeopleRow } from './caller-rows.ts'
import { findByName } from './find-by-name.ts'
import { joinAccounts } from './join-accounts.ts'
import { outsiderNames } from './links/outsider-rows.ts'

/** Changes of these columns change what the person may do. */
const RIGHTS = ['kind', 'roles', 'issuer_roles', 'groups', 'issuer_groups', 'active'] as const

/** People in an SQL table. */
export class SqlPeople implements People {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock
  readonly #watch: AccessWatch

  constructor(db: Kysely<AccountTables>, clock: Clock, watch: AccessWatch = new AccessWatch(db)) {
    this.#db = db
    this.#clock = clock
    this.#watch = watch
  }

  // ---- finding

  async findByUser(team: string, user: string): Promise<Person | undefined> {
    const row = await peopleRows(this.#db)
      .where('slack_team', '=', team)
      .where('slack_user', '=', user)
      .executeTakeFirst()
    return this.#account(row)
  }

  async findByActor(tenant: string, actor: string): Promise<Person | undefined> {
    return this.#account(
      await peopleRows(this.#db).where('actor', '=', actor).where('tenant', '=', tenant).executeTakeFirst(),
    )
  }

  async findByIdentity(tenant: string, { issuer, subject }: Identity): Promise<Person | undefined> {
    const row = await peopleRows(this.#db)
      .innerJoin('identities', 'identities.actor', 'people.actor')
      .where('identities.tenant', '=', tenant)
      .where('identities.issuer', '=', issuer)
      .where('identities.subject', '=', subject)
      .executeTakeFirst()
    return this.#account(row)
  }

  async findByEmail(email: string): Promise<readonly Person[]> {
    const rows = await peopleRows(this.#db)
      .where('email', '=', email.toLowerCase())
      .where('active', '=', true)
      .where('joined_into', 'is', null)
      .orderBy('people.tenant')
      .orderBy('people.actor')
      .execute()
    return rows.flatMap((row) => personOf(row) ?? [])
  }

  async ownerOfEmail(tenant: string, email: string): Promise<Person | undefined> {
    return this.#account(await ownerOfEmail(this.#db, tenant, email))
  }

  async list(tenant: string, search: string, limit: number): Promise<readonly Person[]> {
    const part = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
    const rows = await peopleRows(this.#db)
      .where('people.tenant', '=', tenant)
      .where('joined_into', 'is', null)
      .$if(search !== '', (query) =>
        query.where((row) =>
          row.or([row('name', 'ilike', part), row('email', 'ilike', part), row('slack_user', '=', search)]),
        ),
      )
      .orderBy('name')
      .orderBy('people.actor')
      .limit(limit)
      .execute()
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
      .values(row)
      .onConflict((conflict) => conflict.column('actor').doNothing())
      .execute()
    return (await this.findByActor(person.tenant, row.actor))!
  }

  async addWithIdentity(person: NewPerson, identity: Identity) {
    const { outcome, actor } = await addWithIdentity(this.#db, this.#clock, person, identity)
    return { outcome, person: (await this.findByActor(person.tenant, actor))! }
  }

  async save({ team, user, tenant, ...profile }: WorkspaceProfile): Promise<Person> {
    const change = { ...profile, refreshed_at: this.#clock.now() }
    const row = await this.#db
      .insertInto('people')
      .values({ actor: `person:${randomUUID()}`, tenant, roles: [], slack_team: team, slack_user: user, ...change })
      .onConflict((conflict) =>
        conflict
          .columns(['slack_team', 'slack_user'])
          .where('slack_team', 'is not', null)
          .doUpdateSet({
            ...change,
            // Whom an admin keeps out stays out.
            active: sql<boolean>`${change.active}::boolean and not people.deactivated`,
          }),
      )
      .returning('actor')
      .executeTakeFirstOrThrow()
    // Somebody who left may do nothing any more.
    this.#watch.tell(row.actor)
    return (await this.findByActor(tenant, row.actor))!
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
    const changed = await this.#db
      .updateTable('people')
      .set(given)
      .where('tenant', '=', tenant)
      .where('actor', '=', actor)
      .where('kind', '<>', 'key')
      .returning('actor')
      .executeTakeFirst()
    if (changed === undefined) return undefined
    if (RIGHTS.some((name) => change[name] !== undefined)) this.#watch.tell(actor)
    return this.findByActor(tenant, actor)
  }

  async join(tenant: string, kept: string, joined: string): Promise<boolean> {
    const done = await joinAccounts(this.#db, { tenant, kept, joined })
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
      .values({ tenant, issuer, subject, actor, added_at: this.#clock.now() })
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
    const kept = await peopleRows(this.#db).where('people.actor', '=', row.joined_into).executeTakeFirst()
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
