/**
 * The hash that chains a stream. `hash` of an event = SHA-256, as lower-case hex, over the UTF-8 bytes of
 *
 * previous_hash LF metadata LF data
 *
 * where `metadata` is the stored metadata text without its member `hash` (JSON.stringify of the parsed object without
 * it gives the same text), `data` is the stored data text as it is, sealed values included, and `previous_hash` is
 * empty for the first event. Nobody needs a key to verify it, and it still holds when a key was destroyed.
 */
import { hash } from 'node:crypto'
import type { Envelope } from '../../../domain/kernel/event.ts'

export type UnhashedEnvelope = Omit<Envelope, 'hash'>

/** The envelope with its hash over the data text. The order of members is fixed, because the text is hashed. */
export function withHash(envelope: UnhashedEnvelope, data: string): Envelope {
  const { previous_hash, key_id, ...before } = envelope
  return { ...before, hash: hashEvent(envelope, data), previous_hash, ...(key_id === undefined ? {} : { key_id }) }
}

/** The hash that an event with this envelope and data text must bear. */
export function hashEvent(envelope: UnhashedEnvelope | Envelope, data: string): string {
  const metadata = JSON.stringify({ ...envelope, hash: undefined })
  return hash('sha256', `${envelope.previous_hash}\n${metadata}\n${data}`)
}
