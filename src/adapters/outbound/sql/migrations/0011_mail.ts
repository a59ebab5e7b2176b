/**
 * Mail that is to go out, invitations, and what is known of sign-in links after they were used. Columns are only added,
 * so that instances of the version before go on while they are replaced.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await mails(db)
  await invitations(db)
  await sql`
    alter table sign_ins
      add column used_at text,
      add column mailed_to text`.execute(db)
  // `deactivated`: by an admin; a profile of Slack does not change that.
  await sql`
    alter table people
      add column last_sign_in_at text,
      add column deactivated boolean not null default false`.execute(db)
}

/** `recipient` is a digest of the address; `content` and `words`, the server's, are sealed. */
async function mails(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table mails (
      id uuid primary key,
      tenant text not null,
      kind text not null,
      state text not null check (state in ('asked', 'waiting', 'sent', 'failed')),
      actor text,
      made_by text,
      recipient text collate "C",
      content bytea,
      words bytea,
      attempts integer not null default 0,
      created_at text collate "C" not null,
      queued_at text collate "C" not null,
      sent_at text,
      expires_at text collate "C" not null,
      delete_at text collate "C" not null
    )`.execute(db)
  await sql`create index on mails (tenant, created_at)`.execute(db)
  await sql`create index on mails (recipient, created_at) where recipient is not null`.execute(db)
  await sql`create index on mails (state) where state in ('asked', 'waiting')`.execute(db)
  await sql`create index on mails (delete_at)`.execute(db)
}

async function invitations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table invitations (
      actor text primary key references people (actor),
      tenant text not null,
      made_by text not null,
      made_at text not null,
      expires_at text not null,
      mailed boolean not null,
      state text not null check (state in ('open', 'accepted', 'withdrawn'))
    )`.execute(db)
}
