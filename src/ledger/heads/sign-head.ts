/** Signs what the tree is now, and keeps the head. */
import type { Kysely } from 'kysely'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { formatHead } from '../../proof/heads/tree-head.ts'
import { signNote } from '../../proof/heads/signed-note.ts'
import type { TreeRoot } from '../../proof/merkle/verify.ts'
import type { Tree } from '../tree/trees.ts'
import { signingKey, type HeadKeyDeps } from './head-keys.ts'

export type HeadDeps = HeadKeyDeps

/** A head as the table has it. */
export interface StoredHead {
  readonly size: number
  readonly note: string
  readonly signed_at: string
}

/** Signs a head of the tree, which must have grown since the last one. */
export async function signHead(
  deps: HeadDeps,
  db: Kysely<ReadSchema>,
  tree: Tree,
  { size, root }: TreeRoot,
): Promise<void> {
  const key = await signingKey(deps, db, tree)
  const after = (await latestHead(db, tree.tree))?.size ?? 0
  if (after >= size) return
  const signed_at = deps.clock.now()
  const note = signNote(formatHead({ origin: tree.origin, size, root, time: signed_at, after }), key)
  await db.insertInto('ledger_heads').values({ tree: tree.tree, size, note, signed_at }).execute()
}

/** The head of the largest size. */
export async function latestHead(db: Kysely<ReadSchema>, tree: number): Promise<StoredHead | undefined> {
  const row = await headsOf(db, tree).orderBy('size', 'desc').limit(1).executeTakeFirst()
  return row && { ...row, size: Number(row.size) }
}

/** Heads by their size, from those larger than `after` on. */
export async function listHeads(
  db: Kysely<ReadSchema>,
  tree: number,
  after: number,
  limit: number,
): Promise<readonly StoredHead[]> {
  const rows = await headsOf(db, tree).where('size', '>', after).orderBy('size').limit(limit).execute()
  return rows.map((row) => ({ ...row, size: Number(row.size) }))
}

const headsOf = (db: Kysely<ReadSchema>, tree: number) =>
  db.selectFrom('ledger_heads').select(['size', 'note', 'signed_at']).where('tree', '=', tree)
