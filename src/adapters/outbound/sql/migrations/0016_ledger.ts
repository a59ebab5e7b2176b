/** The ledger: a Merkle tree over the log with its signed heads, and what checking has found. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  // No foreign keys: rows are only ever added, and an operator who accepts another event store begins a new tree.
  await sql`create table ledger_trees (
    tree integer primary key, origin text collate "C" not null unique, begun_at text not null, reason text not null,
    seal text not null)`.execute(db)
  await sql`create table ledger_leaves (
    tree integer not null, leaf bigint not null, stream text collate "C" not null, revision integer not null,
    hash text collate "C" not null, primary key (tree, leaf))`.execute(db)
  await sql`create index on ledger_leaves (tree, stream, revision)`.execute(db)
  // Roots of 256, 65,536 … leaves (levels 1, 2 …): any proof needs a few hundred rows at most.
  await sql`create table ledger_subtrees (
    tree integer not null, level integer not null, index bigint not null, root text collate "C" not null,
    primary key (tree, level, index))`.execute(db)
  await sql`create table ledger_keys (
    tree integer not null, number integer not null, verifier_key text not null, sealed text not null, statement text,
    made_at text not null, primary key (tree, number))`.execute(db)
  await sql`create table ledger_heads (
    tree integer not null, size bigint not null, note text not null, signed_at text not null,
    primary key (tree, size))`.execute(db)
  await sql`create table ledger_witnesses (
    tree integer not null, witness text collate "C" not null, first bigint not null, size bigint not null,
    kept_at text, failing_since text, error text, primary key (tree, witness))`.execute(db)
  await sql`create table ledger_cosignatures (
    tree integer not null, size bigint not null, witness text collate "C" not null, lines text not null,
    primary key (tree, size, witness))`.execute(db)
  await sql`create table ledger_findings (
    id text collate "C" primary key, kind text not null, stream text collate "C", revision integer,
    detail text not null, found_at text not null, acknowledged_at text, acknowledged_by text)`.execute(db)
  await sql`create table ledger_verifications (
    number bigint generated always as identity primary key, everything boolean not null, objects boolean not null,
    requested_at text not null, requested_by text not null, started_at text, ended_at text, handled bigint not null,
    total bigint not null, found integer not null, error text, verified text)`.execute(db)
}
