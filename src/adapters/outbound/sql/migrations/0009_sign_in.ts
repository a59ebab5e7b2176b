/**
 * How people come in: ways in of OpenID providers, sessions and links that can be listed, keys that expire, and what
 * tells other instances that somebody's rights changed. Columns are only added, so that instances of the version
 * before go on while they are replaced.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await people(db)
  await identities(db)
  await keys(db)
  await sessions(db)
  await accessChanges(db)
}

async function people(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table people
      add column kind text not null default 'person' check (kind in ('person', 'guest', 'key')),
      add column email text collate "C",
      add column email_proved boolean not null default false,
      add column issuer_roles text[] not null default '{}',
      add column groups text[] not null default '{}',
      add column issuer_groups text[] not null default '{}',
      add column joined_into text references people (actor)`.execute(db)
  await sql`update people set kind = 'key' where actor like 'key:%'`.execute(db)
  await sql`create index people_email on people (email) where email is not null`.execute(db)
  await sql`create index people_joined on people (joined_into) where joined_into is not null`.execute(db)
}

async function identities(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table identities (
      tenant text not null,
      issuer text collate "C" not null,
      subject text collate "C" not null,
      actor text not null references people (actor),
      added_at text not null,
      primary key (tenant, issuer, subject)
    )`.execute(db)
  await sql`create index on identities (actor)`.execute(db)
}

/** `former_hash` is the secret before the last rotation, good until `former_until`. */
async function keys(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table api_keys
      add column scopes text[],
      add column expires_at text,
      add column last_used_at text,
      add column made_by text,
      add column former_hash bytea unique,
      add column former_until text`.execute(db)
}

/** `expires_at` is when the session ends unless it is used; `ends_at` when it ends in any case. `refresh` is sealed. */
async function sessions(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sessions
      add column id uuid not null default gen_random_uuid() unique,
      add column method text not null default 'link',
      add column device text not null default '',
      add column begun_at text,
      add column last_used_at text,
      add column ends_at text,
      add column only_generation text,
      add column issuer text,
      add column refresh bytea,
      add column refreshed_at text`.execute(db)
  await sql`
    alter table sign_ins
      add column id uuid not null default gen_random_uuid(),
      add column kind text not null default 'own'`.execute(db)
}

/** A row whenever an account may do less than before, or otherwise: all instances read the newest ones. */
async function accessChanges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table access_changes (
      seq bigint generated always as identity primary key,
      actor text not null,
      at text not null
    )`.execute(db)
}
