/** Makes two accounts one: the ways in and rights of the one go to the other, which is known under both ids then. */
import { sql } from 'kysely'
import { changeRows } from './macs/change-rows.ts'
import type { SignedDb } from './macs/row-macs.ts'

/** False unless both are people of the tenant, two, and neither was joined before. */
export async function joinAccounts(
  { db, macs }: SignedDb,
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
    const signed: SignedDb = { db: transaction, macs }
    const [into, from] = [kept, joined].map((actor) =>
      rows.find((row) => row.actor === actor && macs.holds('people', row)),
    )
    if (into === undefined || from === undefined || kept === joined) return false
    const both = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]
    const slack = into.slack_team === null && from.slack_team !== null
    const { slack_team, slack_user } = from
    // First, because a Slack user is one row's only.
    await changeRows(signed, {
      table: 'people',
      where: sql`actor = ${joined}`,
      change: () => ({
        joined_into: kept,
        email: null,
        email_proved: false,
        ...(slack ? { slack_team: null, slack_user: null } : {}),
      }),
    })
    await changeRows(signed, {
      table: 'people',
      where: sql`actor = ${kept}`,
      change: () => ({
        ...(slack ? { slack_team, slack_user, refreshed_at: from.refreshed_at } : {}),
        roles: both(into.roles, from.roles) as typeof into.roles,
        groups: both(into.groups, from.groups),
        kind: into.kind === 'guest' ? from.kind : into.kind,
        ...(into.email === null ? { email: from.email, email_proved: from.email_proved } : {}),
      }),
    })
    const change = () => ({ joined_into: kept })
    await changeRows(signed, { table: 'people', where: sql`joined_into = ${joined}`, change })
    for (const table of ['identities', 'sessions', 'sign_ins'] as const)
      await changeRows(signed, { table, where: sql`actor = ${joined}`, change: () => ({ actor: kept }) })
    return true
  })
}
