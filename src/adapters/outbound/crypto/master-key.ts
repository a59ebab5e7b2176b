/** The text of a master key: 32 random bytes as base64 or hex. */
import { KEY_BYTES } from './sealing.ts'

/** What was given as the master key is none. */
class InvalidMasterKey extends Error {
  override readonly name = 'InvalidMasterKey'
  /** What to correct before the next start. */
  readonly setting = 'DOCGEN_MASTER_KEY'
}

/** The key that a text holds: 32 bytes as base64 (or base64url) or hex. `source` names it in the error. */
export function parseMasterKey(text: string, source: string): Uint8Array {
  const trimmed = text.trim()
  const key = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, 'base64')
      : undefined
  if (key?.length === KEY_BYTES) return key
  throw new InvalidMasterKey(
    `${source} must be ${KEY_BYTES} random bytes as base64 or hex, for example from “openssl rand -base64 32”.`,
  )
}
