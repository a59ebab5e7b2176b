/**
 * The MAC of an event: HMAC-SHA-256, as lower-case hex, under the installation's key `event-macs`, over the text
 *
 * docgen event mac 1 LF stream LF revision LF hash
 *
 * The hash binds the event's bytes and the event before it, and needs no key. The MAC binds that hash to its place, and
 * needs one: whoever can only write to the database can neither change an event, nor move it, nor chain a stream anew.
 */
import { createHmac, type KeyObject } from 'node:crypto'
import type { Position } from '../../../ports/events/event-store.ts'

/** An event with its hash, at its place. */
export interface PlacedHash {
  readonly stream: string
  readonly revision: number
  readonly hash: string
}

/** The MAC that an event with this hash must bear at this place. */
export const macOf = (key: KeyObject, { stream, revision, hash }: PlacedHash): string =>
  createHmac('sha256', key).update(`docgen event mac 1\n${stream}\n${revision}\n${hash}`).digest('hex')

/** What an event log needs to write and to demand MACs. */
export interface EventMacs {
  readonly key: KeyObject
  /** Whether new events get one. */
  writes(): boolean
  /** To be told of an event that has one: from then on new events get one, too. */
  met(): void
  /** Whether every event at this position owes one, whatever its stream. */
  owedAt(position: Position): boolean
}

/**
 * MACs under this key. `owed` says which positions owe one; without `writes` none are written until somebody else's was
 * met.
 */
export function eventMacs(key: KeyObject, owed: EventMacs['owedAt'], writes: boolean): EventMacs {
  let written = writes
  return {
    key,
    writes: () => written,
    met() {
      written = true
    },
    owedAt: owed,
  }
}
