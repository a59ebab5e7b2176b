/** Makes two accounts one: the ways in and rights of the one go to the other, which is known under both ids then. */
import type { Kysely } from 'kysely'
import type { AccountTables } from './account-tables.ts'

/** False unless both are people of the tenant, two, and neither was joined before. */
export async function joinAccounts(
  db: Kysely<AccountTables>,
  { tenant, kept, joined }: { readonly tenant: string; readonly kept: string; readonly joined: string },
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('people')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('actor', 'in', [kept, joined])
      .where('kind', '<>', 'key')
      .where('joined_into', 'is', null)
      .orderBy('actor')
      .forUpdate()
      .execute()
    const [into, from] = [kept, joined].map((actor) => rows.find((row) => row.actor === actor))
    if (into === undefined || from === undefined || kept === joined) return false
    const both = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]
    const slack = into.slack_team === null && from.slack_team !== null
    const { slack_team, slack_user } = from
    // First, because a Slack user is one row's only.
    await transaction
      .updateTable('people')
      .set({
        joined_into: kept,
        email: null,
        email_proved: false,
        ...(slack ? { slack_team: null, slack_user: null } : {}),
      })
      .where('actor', '=', joined)
      .execute()
    await transaction
      .updateTable('people')
      .set({
        ...(slack ? { slack_team, slack_user, refreshed_at: from.refreshed_at } : {}),
        roles: both(into.roles, from.roles) as typeof into.roles,
        groups: both(into.groups, from.groups),
        kind: into.kind === 'guest' ? from.kind : into.kind,
        ...(into.email === null ? { email: from.email, email_proved: from.email_proved } : {}),
      })
      .where('actor', '=', kept)
      .execute()
    await transaction.updateTable('people').set({ joined_into: kept }).where('joined_into', '=', joined).execute()
    for (const table of ['identities', 'sessions', 'sign_ins'] as const)
      await transaction.updateTable(table).set({ actor: kept }).where('actor', '=', joined).execute()
    return true
  })
}
