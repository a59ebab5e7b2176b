/**
 * The hash that chains a stream. `hash` of an event = SHA-256, as lower-case hex, over the UTF-8 bytes of
 *
 * previous_hash LF metadata LF data
 *
 * where `metadata` is the stored metadata text without its members `hash` and `mac` (JSON.stringify of the parsed
 * object without them gives the same text), `data` is the stored data text as it is, sealed values included, and
 * `previous_hash` is empty for the first event. Nobody needs a key to verify it, and it still holds when a key was
 * destroyed.
 */
import { hash } from 'node:crypto'
import type { Envelope } from '../../../domain/kernel/event.ts'

export type UnhashedEnvelope = Omit<Envelope, 'hash' | 'mac'>

/** The envelope with its hash over the data text. The order of members is fixed, because the text is hashed. */
export function withHash(envelope: UnhashedEnvelope, data: string): Envelope {
  const { previous_hash, key_id, ...before } = envelope
  return { ...before, hash: hashEvent(envelope, data), previous_hash, ...(key_id === undefined ? {} : { key_id }) }
}

/** The hash that an event with this envelope and data text must bear. */
export function hashEvent(envelope: UnhashedEnvelope | Envelope, data: string): string {
  return hashTexts(envelope.previous_hash, JSON.stringify({ ...envelope, hash: undefined, mac: undefined }), data)
}

/** Whether a stored event bears the hash of its texts. Metadata as we write it is cut, not written anew. */
export function bearsItsHash(envelope: Envelope, metadata: string, data: string): boolean {
  const cut = withoutHashes(envelope, metadata)
  if (cut !== undefined && hashTexts(envelope.previous_hash, cut, data) === envelope.hash) return true
  return hashEvent(envelope, data) === envelope.hash
}

function withoutHashes({ hash: own, mac }: Envelope, metadata: string): string | undefined {
  const member = `"hash":"${own}",`
  const at = metadata.indexOf(member)
  const end = mac === undefined ? '}' : `,"mac":"${mac}"}`
  if (at === -1 || !metadata.endsWith(end)) return undefined
  return `${metadata.slice(0, at)}${metadata.slice(at + member.length, -end.length)}}`
}

const hashTexts = (previous: string, metadata: string, data: string): string =>
  hash('sha256', `${previous}\n${metadata}\n${data}`)
