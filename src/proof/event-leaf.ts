/**
 * An event as a leaf of the tree over the log. The bytes of the leaf are UTF-8 text of four lines, each ended by LF:
 *
 * docgen event 1 · the stream · the revision, decimal · the event's `hash`, lower-case hex
 */
import { hashLeaf, type Hash } from './merkle/hashes.ts'

/** What the tree says about one event. */
export interface EventLeaf {
  readonly stream: string
  readonly revision: number
  /** The event's own hash, as its envelope has it. */
  readonly hash: string
}

/** The hash of an event's leaf. */
export const hashEventLeaf = ({ stream, revision, hash }: EventLeaf): Hash =>
  hashLeaf(`docgen event 1\n${stream}\n${revision}\n${hash}\n`)
