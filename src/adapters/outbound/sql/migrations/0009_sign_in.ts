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

/**
 * `expires_at` is when the session ends unless it is used; `ends_at` when it ends in any case. `rights` is what its
 * person could do when it began. `refresh` is sealed.
 */
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
      add column rights text,
      add column issuer text,
      add column refresh bytea,
      add column refreshed_at text`.execute(db)
  await sql`
    alter table sign_ins
      add column id uuid not null default gen_random_uuid(),
      add column kind text not null default 'own'`.execute(db)
}

/**
 * A row whenever an account may do less than before, or otherwise: all instances read the newest ones (ADR 25).
 * Triggers write them, so that a change by an instance of the version before, or by hand, is told as well. `xid` says
 * which rows a reader cannot have seen yet: those of transactions that ran when it looked last.
 */
async function accessChanges(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table access_changes (
      seq bigint generated always as identity primary key,
      actor text not null,
      at text not null,
      xid xid8 not null default pg_current_xact_id()
    )`.execute(db)
  await sql`create index on access_changes (xid)`.execute(db)
  await sql`create index on access_changes (at)`.execute(db)
  await sql`
    create function note_access_change() returns trigger language plpgsql as $$
    declare
      noted text := to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
    begin
      insert into access_changes (actor, at) values (old.actor, noted);
      if tg_table_name = 'people' and tg_op = 'UPDATE' then
        -- Whoever another account was joined into is known by one more id.
        if new.joined_into is not null then
          insert into access_changes (actor, at) values (new.joined_into, noted);
        end if;
      end if;
      return null;
    end $$`.execute(db)
  const changes = {
    people: ['kind', 'roles', 'issuer_roles', 'groups', 'issuer_groups', 'active', 'joined_into'],
    api_keys: ['roles', 'scopes', 'expires_at', 'revoked_at', 'secret_hash', 'former_hash', 'former_until'],
    sessions: ['actor', 'token_hash', 'only_generation'],
  }
  for (const [table, columns] of Object.entries(changes)) {
    const differs = sql.join(
      columns.map((column) => sql`old.${sql.ref(column)} is distinct from new.${sql.ref(column)}`),
      sql` or `,
    )
    await sql`create trigger access_changed after update on ${sql.table(table)} for each row when (${differs})
      execute function note_access_change()`.execute(db)
    await sql`create trigger access_ended after delete on ${sql.table(table)} for each row
      execute function note_access_change()`.execute(db)
  }
}
