/** What the ledger answers: its heads, proofs of events, verifications and what they found. */
import type { Transaction } from 'kysely'
import type { ReadSchema } from '../read-models/read-schema.ts'
import type { KeptFinding } from './finding.ts'

export interface Ledger {
  /** The tree with its latest head, its keys and witnesses; undefined before the ledger began. */
  status(): Promise<LedgerStatus | undefined>
  /**
   * Proves that an event stands in the tree of the latest head, and that this tree grew from one of `from` leaves.
   * Undefined for an event that it does not have; `not_signed_yet` until the next head.
   */
  prove(event: EventPlace, from?: number): Promise<EventProof | 'not_signed_yet' | undefined>
  /** Requests a verification, which any instance carries out. */
  requestVerification(options: VerificationOptions, requested_by: string): Promise<VerificationStatus>
  /** The latest verification, or that of a number. */
  findVerification(number?: number): Promise<VerificationStatus | undefined>
  /** Findings, those first that wait for somebody. */
  findings(): Promise<readonly KeptFinding[]>
  /** How many findings wait for somebody. */
  countOpenFindings(): Promise<number>
  /** False where there is no finding of that id. */
  acknowledge(id: string, by: string): Promise<boolean>
  /** Begins a new tree: an operator accepts the event store as it is. */
  beginAnew(transaction: Transaction<ReadSchema>): Promise<void>
}

export interface EventPlace {
  readonly stream: string
  readonly revision: number
}

export interface LedgerStatus {
  /** Names the tree. */
  readonly origin: string
  readonly begun_at: string
  /** How many events it has. */
  readonly size: number
  /** The latest signed note with its cosignatures; null before the first. */
  readonly head: { readonly size: number; readonly note: string; readonly signed_at: string } | null
  readonly keys: readonly HeadKey[]
  readonly witnesses: readonly WitnessStatus[]
}

export interface HeadKey {
  /** A C2SP verifier key. */
  readonly verifier_key: string
  /** By which the key before names this one; null for the first of all. */
  readonly statement: string | null
  readonly made_at: string
}

export interface WitnessStatus {
  readonly witness: string
  /** The size of the latest head that it has; 0 for none. */
  readonly size: number
  readonly kept_at: string | null
  readonly failing_since: string | null
  readonly error: string | null
}

export interface EventProof {
  readonly leaf: number
  /** The event's own hash. */
  readonly hash: string
  readonly size: number
  /** Hashes in base64, from the leaf upwards. */
  readonly inclusion: readonly string[]
  /** From the tree of `from` leaves, if that was asked for. */
  readonly consistency?: { readonly from: number; readonly proof: readonly string[] }
  /** The signed note of the head. */
  readonly head: string
}

export interface VerificationOptions {
  /** From the first event on; otherwise what is new since the last verification that found nothing. */
  readonly everything: boolean
  /** Also the files that events name. */
  readonly objects: boolean
}

export interface VerificationStatus extends VerificationOptions {
  readonly number: number
  readonly requested_at: string
  readonly requested_by: string
  readonly started_at: string | null
  readonly ended_at: string | null
  readonly handled: number
  readonly total: number
  /** How much it found. */
  readonly found: number
  /** Why it could not be carried out. */
  readonly error: string | null
}
