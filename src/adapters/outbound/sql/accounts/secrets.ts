/** Secrets and their hashes. A secret has 256 random bits, so a plain SHA-256 of it is safe. */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

const SECRET_BYTES = 32
/** Longer than any secret; longer texts are not even hashed. */
const MAX_LENGTH = 500

/** A new secret, `prefix` and 43 characters of base64url. */
export const newSecret = (prefix: string): string => prefix + randomBytes(SECRET_BYTES).toString('base64url')

/** The SHA-256 of a secret; undefined for a text that cannot be one. */
export function hashSecret(secret: string): Buffer | undefined {
  return secret === '' || secret.length > MAX_LENGTH ? undefined : hash('sha256', secret, 'buffer')
}

/** Compares hashes in constant time. */
export const equalHashes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)
