/** What a check of the history can find, each named for what happened to it. */

import type { Tampering } from '../events/findings.ts'

/** In words, for people: `what` happened, and what to do. */
export const FINDING_KINDS = {
  malformed: 'The envelope of an event is not one of ours.',
  exchanged: 'The envelope of an event is that of another one.',
  moved: 'An event stands at another place of its stream than the one it was recorded at.',
  unsealed: 'A field of an event is open that must be sealed, or the other way round.',
  seal_broken: 'A sealed value does not open in its place.',
  changed: 'The bytes of an event are not those that were recorded.',
  forged: 'An event was written without this installation’s key.',
  mac_missing: 'An event bears no MAC, although one was owed when it was recorded.',
  not_following: 'An event does not follow the one before it in its stream.',
  rewritten: 'Another event stands where one was recorded.',
  removed: 'An event that was recorded is gone.',
  inserted: 'An event stands in the log that was never recorded.',
  order_changed: 'Events stand in another order than they were recorded in.',
  tail_cut: 'The end of a stream, or of the log, is gone.',
  history_rewritten: 'The history is another than the one whose head was signed, and the ledger was rewritten with it.',
  ledger_changed: 'The rows of the ledger were changed; the events are as they were recorded.',
  head_forged: 'A head of the ledger was not signed by this installation’s keys.',
  head_removed: 'A head that was signed is gone.',
  head_elsewhere: 'A witness has a head that is not of this history.',
  key_changed: 'A row of the ledger’s keys, or of its beginning, was changed.',
  object_missing: 'A file that an event names is gone.',
  object_changed: 'A file that an event names is another one.',
  account_row_inserted: 'A row of accounts was inserted by somebody else than this service.',
  account_row_changed: 'A row of accounts was changed by somebody else than this service.',
  account_row_set_back: 'A row of accounts is as it was before an event that ended or changed it.',
} as const satisfies Readonly<Record<Tampering, string>> & Readonly<Record<string, string>>
export type FindingKind = keyof typeof FINDING_KINDS

/** One thing that is not as it should be. */
export interface Finding {
  readonly kind: FindingKind
  /** Where, if it is about one event. */
  readonly stream?: string | undefined
  readonly revision?: number | undefined
  /** More, in words; it holds nothing sealed. */
  readonly detail: string
}

/** A finding as it is kept until an operator acknowledges it, and after. */
export interface KeptFinding extends Finding {
  readonly id: string
  readonly found_at: string
  readonly acknowledged_at: string | null
  readonly acknowledged_by: string | null
}
