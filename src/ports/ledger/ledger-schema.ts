/** The tables of the ledger, for kysely. They are no read model: nothing makes them anew. */
import type { ColumnType } from 'kysely'

/** An int8 as drivers return it: convert it with `Number`. */
type Int8 = ColumnType<number | string | bigint, number, number>

export interface LedgerSchema {
  ledger_trees: TreeColumns
  ledger_leaves: LeafColumns
  ledger_subtrees: SubtreeColumns
  ledger_keys: HeadKeyColumns
  ledger_heads: HeadColumns
  ledger_witnesses: WitnessColumns
  ledger_cosignatures: CosignatureColumns
  ledger_findings: FindingColumns
  ledger_verifications: VerificationColumns
}

/** A tree counts until a later one begins. */
export interface TreeColumns {
  tree: number
  origin: string
  begun_at: string
  reason: string
  /** A MAC over the other columns: nobody begins a tree without the installation's key. */
  seal: string
}

export interface LeafColumns {
  tree: number
  /** The event's place in the log, from 0. */
  leaf: Int8
  stream: string
  revision: number
  /** The event's hash, lower-case hex. */
  hash: string
}

/** A complete subtree of 256 to the power of `level` leaves. */
export interface SubtreeColumns {
  tree: number
  level: number
  index: Int8
  /** Lower-case hex. */
  root: string
}

export interface HeadKeyColumns {
  tree: number
  number: number
  verifier_key: string
  /** The private key, sealed; base64. */
  sealed: string
  /** By which the key before names this one; null for the first of all. */
  statement: string | null
  made_at: string
}

export interface HeadColumns {
  tree: number
  size: Int8
  note: string
  signed_at: string
}

/** How far a witness has the heads. */
export interface WitnessColumns {
  tree: number
  witness: string
  /** The sizes of the first and the last head that it was given. */
  first: Int8
  size: Int8
  kept_at: string | null
  failing_since: string | null
  error: string | null
}

/** What a witness answered: further signature lines for the note. */
export interface CosignatureColumns {
  tree: number
  size: Int8
  witness: string
  lines: string
}

export interface FindingColumns {
  /** Follows from what was found where, so that finding it again adds nothing. */
  id: string
  kind: string
  stream: string | null
  revision: number | null
  detail: string
  found_at: string
  acknowledged_at: string | null
  acknowledged_by: string | null
}

export interface VerificationColumns {
  number: ColumnType<number | string | bigint, number | undefined, number>
  /** From the first event on; otherwise what is new since the last verification. */
  everything: boolean
  /** Whether objects that events name are looked at, too. */
  objects: boolean
  requested_at: string
  requested_by: string
  started_at: string | null
  ended_at: string | null
  handled: Int8
  total: Int8
  found: number
  error: string | null
  /** Up to where it found everything as it should be, with a MAC; null where it did not. */
  verified: string | null
}
