/** Links of templates for people without an account, and who began by them. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table template_links (
      id uuid primary key,
      token_hash bytea not null unique,
      tenant text not null,
      template_id text collate "C" not null,
      title text not null,
      asks_email boolean not null,
      made_by text not null,
      made_at text collate "C" not null,
      expires_at text collate "C" not null,
      uses integer not null check (uses > 0),
      used integer not null default 0 check (used between 0 and uses),
      withdrawn_at text,
      withdrawn_by text
    )`.execute(db)
  await sql`create index on template_links (tenant, template_id, made_at)`.execute(db)
  await outsiders(db)
  await sql`
    create table address_proofs (
      token_hash bytea primary key,
      link uuid not null references template_links (id),
      email text collate "C" not null,
      made_at text collate "C" not null,
      expires_at text collate "C" not null,
      used_at text
    )`.execute(db)
  await sql`create index on address_proofs (link, made_at)`.execute(db)
  await sql`create index on address_proofs (expires_at)`.execute(db)
}

/**
 * `name` is an address that was proved, or what somebody called themselves: all that is known of a person is in this
 * row. `once_hash` makes a repeated form the same beginning; `return_hash` is that of the link back.
 */
async function outsiders(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outsiders (
      actor text collate "C" primary key,
      link uuid not null references template_links (id),
      tenant text not null,
      generation text collate "C" not null,
      name text,
      email_proved boolean not null,
      begun_at text collate "C" not null,
      returns_until text collate "C" not null,
      once_hash bytea not null unique,
      return_hash bytea not null unique
    )`.execute(db)
  await sql`create index on outsiders (link, begun_at)`.execute(db)
}
