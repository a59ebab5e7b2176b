/** Groups, which stand in the rows of their people. */
import { sql, type Kysely } from 'kysely'
import { personRoles } from '../../../../domain/account/person-roles.ts'
import type { Group, GroupMember, Groups, KnownAccount, MemberGroups } from '../../../../ports/people/groups.ts'
import type { AccessWatch } from './access-watch.ts'
import type { AccountTables } from './account-tables.ts'
import { changeRows } from './macs/change-rows.ts'
import type { RowMacs } from './macs/row-macs.ts'

export class SqlGroups implements Groups {
  readonly #db: Kysely<AccountTables>
  readonly #macs: RowMacs
  readonly #watch: AccessWatch

  constructor(db: Kysely<AccountTables>, macs: RowMacs, watch: AccessWatch) {
    this.#db = db
    this.#macs = macs
    this.#watch = watch
  }

  async list(tenant: string): Promise<readonly Group[]> {
    const { rows } = await sql<{ name: string; members: number }>`
      select own.group_name as name, count(*)::int as members
      from people, lateral (select distinct unnest(people.groups || people.issuer_groups) as group_name) as own
      where people.tenant = ${tenant} and people.joined_into is null and people.kind <> 'key'
      group by own.group_name order by own.group_name collate "C"`.execute(this.#db)
    return rows
  }

  async members(tenant: string, group: string, limit: number): Promise<readonly GroupMember[]> {
    return this.#people(tenant)
      .select((row) => [
        'actor',
        'name',
        sql<boolean>`${group} = any(${row.ref('groups')})`.as('by_admin'),
        sql<boolean>`${group} = any(${row.ref('issuer_groups')})`.as('by_issuer'),
      ])
      .where((row) => sql<boolean>`${group} = any(${row.ref('groups')} || ${row.ref('issuer_groups')})`)
      .orderBy('name')
      .orderBy('actor')
      .limit(limit)
      .execute()
  }

  async add(tenant: string, group: string, actor: string): Promise<MemberGroups | undefined> {
    return this.#set(tenant, actor, group, true)
  }

  async remove(tenant: string, group: string, actor: string): Promise<MemberGroups | undefined> {
    return this.#set(tenant, actor, group, false)
  }

  async known(tenant: string, actors: readonly string[]): Promise<ReadonlyMap<string, KnownAccount>> {
    if (actors.length === 0) return new Map()
    const people = await this.#people(tenant)
      .select(['actor', 'name', 'kind', 'roles', 'issuer_roles', 'active'])
      .where('actor', 'in', actors)
      .execute()
    const keys = await this.#db
      .selectFrom('api_keys')
      .select(['actor', 'name', 'roles'])
      .where('tenant', '=', tenant)
      .where('revoked_at', 'is', null)
      .where('actor', 'in', actors)
      .execute()
    return new Map<string, KnownAccount>([
      ...people.flatMap(({ actor, name, kind, ...rights }) =>
        kind === 'key' ? [] : [[actor, { name, roles: personRoles({ ...rights, kind }) }] as const],
      ),
      ...keys.map(({ actor, name, roles }) => [actor, { name, roles }] as const),
    ])
  }

  /** With the row locked, so that two admins at once lose nothing of each other. */
  async #set(tenant: string, actor: string, group: string, member: boolean): Promise<MemberGroups | undefined> {
    let outcome: MemberGroups | undefined
    const changed = await changeRows(
      { db: this.#db, macs: this.#macs },
      {
        table: 'people',
        where: sql`tenant = ${tenant} and actor = ${actor} and joined_into is null and kind <> 'key'`,
        change({ groups: before, issuer_groups }) {
          if (before.includes(group) === member) {
            outcome = { groups: before, issuer_groups, changed: false }
            return undefined
          }
          const groups = member ? [...before, group].sort() : before.filter((name) => name !== group)
          outcome = { groups, issuer_groups, changed: true }
          return { groups }
        },
      },
    )
    if (changed.length > 0) this.#watch.tell(actor)
    return outcome
  }

  #people(tenant: string) {
    return this.#db
      .selectFrom('people')
      .where('tenant', '=', tenant)
      .where('joined_into', 'is', null)
      .where('kind', '<>', 'key')
  }
}
