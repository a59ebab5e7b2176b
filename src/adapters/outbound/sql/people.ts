/** People of workspaces, in the table of names. */
import { randomUUID } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Role } from '../../../domain/kernel/access.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { People, Person, WorkspaceProfile } from '../../../ports/people/people.ts'
import type { AccountTables } from './account-tables.ts'

/** People in an SQL table. */
export class SqlPeople implements People {
  readonly #db: Kysely<AccountTables>
  readonly #clock: Clock

  constructor(db: Kysely<AccountTables>, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async findByUser(team: string, user: string): Promise<Person | undefined> {
    return personOf(
      await this.#db
        .selectFrom('people')
        .selectAll()
        .where('slack_team', '=', team)
        .where('slack_user', '=', user)
        .executeTakeFirst(),
    )
  }

  async findByActor(tenant: string, actor: string): Promise<Person | undefined> {
    return personOf(
      await this.#db
        .selectFrom('people')
        .selectAll()
        .where('actor', '=', actor)
        .where('tenant', '=', tenant)
        .where('slack_team', 'is not', null)
        .executeTakeFirst(),
    )
  }

  async save({ team, user, tenant, ...profile }: WorkspaceProfile): Promise<Person> {
    const now = this.#clock.now()
    const change = { ...profile, refreshed_at: now }
    const row = await this.#db
      .insertInto('people')
      .values({ actor: `person:${randomUUID()}`, tenant, roles: [], slack_team: team, slack_user: user, ...change })
      .onConflict((conflict) =>
        conflict.columns(['slack_team', 'slack_user']).where('slack_team', 'is not', null).doUpdateSet(change),
      )
      .returningAll()
      .executeTakeFirstOrThrow()
    return personOf(row)!
  }

  async list(tenant: string, search: string, limit: number): Promise<readonly Person[]> {
    const rows = await this.#db
      .selectFrom('people')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('slack_team', 'is not', null)
      .$if(search !== '', (query) =>
        query.where((row) =>
          row.or([row('name', 'ilike', `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`), row('slack_user', '=', search)]),
        ),
      )
      .orderBy('name')
      .orderBy('actor')
      .limit(limit)
      .execute()
    return rows.map((row) => personOf(row)!)
  }

  async setRoles(tenant: string, actor: string, roles: readonly Role[]): Promise<Person | undefined> {
    return personOf(
      await this.#db
        .updateTable('people')
        .set({ roles: [...roles] })
        .where('tenant', '=', tenant)
        .where('actor', '=', actor)
        .where('slack_team', 'is not', null)
        .returningAll()
        .executeTakeFirst(),
    )
  }
}

function personOf(row: Selectable<AccountTables['people']> | undefined): Person | undefined {
  if (row?.slack_team == null || row.slack_user === null) return undefined
  const { actor, tenant, name, roles, slack_team: team, slack_user: user, locale, zone, active, refreshed_at } = row
  return {
    actor,
    tenant,
    name,
    roles,
    team,
    user,
    locale: locale ?? 'en-US',
    zone: zone ?? 'UTC',
    active,
    refreshed_at: refreshed_at ?? '',
  }
}
