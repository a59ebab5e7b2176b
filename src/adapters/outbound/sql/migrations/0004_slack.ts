/**
 * Slack: what came in, the workspaces and their sealed tokens, what was posted where, and people with the roles they
 * were granted.
 */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await inbox(db)
  await installations(db)
  await posts(db)
  await people(db)
}

/** `payload` is sealed, and gone once the item is done; `ts` is the sender's time in microseconds. */
async function inbox(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_inbox (
      id uuid primary key,
      seq bigint generated always as identity,
      conversation text collate "C" not null,
      ts bigint not null,
      state text not null check (state in ('waiting', 'done', 'parked')),
      payload bytea,
      attempts integer not null,
      error text,
      received_at text not null,
      done_at text,
      check ((state = 'done') = (payload is null))
    )`.execute(db)
  await sql`create index on slack_inbox (conversation, ts, seq) where state = 'waiting'`.execute(db)
  await sql`create index on slack_inbox (received_at) where state = 'parked'`.execute(db)
  await sql`create index on slack_inbox (done_at) where state = 'done'`.execute(db)
  // When the service was last awake: what was said after it and before the next start may have been missed.
  await sql`
    create table slack_presence (
      one boolean primary key check (one),
      awake_at text not null,
      missed_since text
    )`.execute(db)
}

/** `tokens` is sealed; null once the app was removed from the workspace. */
async function installations(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_installations (
      team text collate "C" primary key,
      tenant text not null,
      name text not null,
      enterprise text,
      app_id text not null,
      bot_id text not null,
      bot_user text not null,
      scopes text[] not null,
      installed_by text not null,
      installed_at text not null,
      expires_at text,
      tokens bytea,
      version integer not null,
      rotating_until text,
      removed_at text
    )`.execute(db)
  await sql`
    create table slack_oauth_states (
      state_hash bytea primary key,
      browser_hash bytea not null,
      actor text not null,
      tenant text,
      expires_at text not null
    )`.execute(db)
}

/**
 * A post is noted before it is tried, so that after a crash it is looked for before it is tried again, and forgotten
 * once its outcome stands in the stream. `record` is JSON of what may be kept in clear; null for the first message of a
 * thread. A thread is the `main` one of its generation in its channel, or that of a question which was handed to a
 * colleague.
 */
async function posts(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table slack_posts (
      id uuid primary key,
      generation uuid not null,
      team text not null,
      channel text not null,
      thread_ts text,
      state text not null check (state in ('planned', 'trying', 'completing', 'posted')),
      ts text,
      file_id text,
      record text,
      attempts integer not null,
      planned_at text not null,
      tried_at text
    )`.execute(db)
  await sql`create index on slack_posts (generation)`.execute(db)
  await sql`
    create table slack_threads (
      team text collate "C" not null,
      channel text collate "C" not null,
      thread_ts text collate "C" not null,
      generation uuid not null,
      main boolean not null,
      made_at text not null,
      primary key (team, channel, thread_ts)
    )`.execute(db)
  await sql`create index on slack_threads (generation)`.execute(db)
}

/** Names, Slack ids and what else tells who somebody is stand in this one table. */
async function people(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table people
      add column roles text[] not null default '{}',
      add column slack_team text collate "C",
      add column slack_user text collate "C",
      add column locale text,
      add column zone text,
      add column active boolean not null default true,
      add column refreshed_at text,
      add constraint people_slack check ((slack_team is null) = (slack_user is null))`.execute(db)
  await sql`create unique index people_slack_key on people (slack_team, slack_user) where slack_team is not
    null`.execute(db)
  await sql`create index people_tenant on people (tenant, name)`.execute(db)
}
