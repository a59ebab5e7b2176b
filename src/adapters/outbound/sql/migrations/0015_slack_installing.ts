/**
 * Slack: the workspaces of organisations, who installed the app, and what has come at least once. Columns are only
 * added, so that instances of the version before go on while they are replaced.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table slack_installations add column installer text`.execute(db)
  await sql`
    create table slack_org_workspaces (
      team text collate "C" primary key,
      organisation text collate "C" not null,
      seen_at text not null
    )`.execute(db)
  await sql`
    create table slack_arrivals (
      kind text collate "C" primary key
        check (kind in ('event', 'command', 'interaction', 'direct_click', 'unrecorded')),
      first_at text not null
    )`.execute(db)
  // Events may have come to the version before, which did not record it: their absence says nothing then.
  await sql`
    insert into slack_arrivals (kind, first_at) select 'unrecorded', awake_at from slack_presence`.execute(db)
}
