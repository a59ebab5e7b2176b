/** The tables that cannot be rebuilt: events, data keys, and who may come in. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await events(db)
  await dataKeys(db)
  await accounts(db)
}

/** `data` and `metadata` are text, not json, so that they come back byte for byte: hashes stand over them. */
async function events(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table events (
      position bigint generated always as identity primary key,
      stream text collate "C" not null,
      revision integer not null,
      id uuid not null,
      type text not null,
      data text not null,
      metadata text not null,
      unique (stream, revision)
    )`.execute(db)

  // One append, one round trip. The lock comes first: whoever holds it takes the next positions and commits them before
  // anybody else can take later ones, so that a reader who has seen a position has seen all before it. Where the stream
  // is not where the caller expects it, nothing is written, and the revision it is at comes back.
  await sql`
    create function append_events(
      to_stream text, expected integer, ids uuid[], types text[], datas text[], metadatas text[]
    ) returns table (appended boolean, last_revision integer, last_position bigint)
    language plpgsql as $$
    declare
      current_revision integer;
    begin
      perform pg_advisory_xact_lock(hashtext('docgen'), hashtext('append_events'));
      select coalesce(max(events.revision), -1) into current_revision from events where events.stream = to_stream;
      if current_revision <> expected then
        return query select false, current_revision, null::bigint;
        return;
      end if;
      insert into events (stream, revision, id, type, data, metadata)
        select to_stream, expected + given.n::integer, given.id, given.type, given.data, given.metadata
        from unnest(ids, types, datas, metadatas) with ordinality as given (id, type, data, metadata, n)
        order by given.n;
      perform pg_notify('docgen_events', '');
      return query
        select true, events.revision, events.position from events
        where events.stream = to_stream order by events.revision desc limit 1;
    end $$`.execute(db)
}

/** A destroyed key stays as a row without bytes, so that it is never made again. */
async function dataKeys(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table data_keys (
      subject text collate "C" primary key,
      wrapped bytea,
      created_at text not null,
      destroyed_at text,
      check ((wrapped is null) = (destroyed_at is not null))
    )`.execute(db)
}

/** Secrets are here as SHA-256 only; names only in `people`, where one person can be erased. */
async function accounts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table people (
      actor text primary key,
      tenant text not null,
      name text not null
    )`.execute(db)
  await sql`
    create table api_keys (
      id uuid primary key,
      secret_hash bytea not null unique,
      name text not null,
      actor text not null unique,
      tenant text not null,
      roles text[] not null,
      created_at text not null,
      revoked_at text
    )`.execute(db)
  await sql`create index on api_keys (tenant, created_at)`.execute(db)
  for (const table of ['sign_ins', 'sessions']) {
    await sql`
      create table ${sql.table(table)} (
        token_hash bytea primary key,
        actor text not null,
        tenant text not null,
        roles text[] not null,
        expires_at text not null
      )`.execute(db)
    await sql`create index on ${sql.table(table)} (actor)`.execute(db)
    await sql`create index on ${sql.table(table)} (expires_at)`.execute(db)
  }
}
