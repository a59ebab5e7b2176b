/**
 * Sealed bytes: version (1 byte, today 1) · nonce (12) · ciphertext · tag (16), by AES-256-GCM (NIST SP 800-38D). What
 * they belong to is authenticated with them: sealed bytes that were changed, or moved elsewhere, do not open.
 */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + NONCE_BYTES

/** The bytes of an AES-256 key. */
export const KEY_BYTES = 32

/** The bytes, their context or the key are not those that sealed them. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
}

/**
 * Seals with a key of 32 bytes (prepared once as a `KeyObject`, which makes it three times as fast); `belongsTo` must
 * be given again to open.
 */
export function sealBytes(key: KeyObject, plain: Uint8Array, belongsTo: string): Uint8Array {
  const nonce = takeNonce()
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(belongsTo))
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Nonces by chance, each used once; drawn by the hundred, since one draw costs half as much as sealing itself. */
const NONCES_PER_DRAW = 256
let drawnNonces = Buffer.alloc(0)

function takeNonce(): Uint8Array {
  if (drawnNonces.length === 0) drawnNonces = randomBytes(NONCES_PER_DRAW * NONCE_BYTES)
  const nonce = drawnNonces.subarray(0, NONCE_BYTES)
  drawnNonces = drawnNonces.subarray(NONCE_BYTES)
  return nonce
}

/** Opens what `sealBytes` made; throws `SealBroken`. */
export function openBytes(key: KeyObject, sealed: Uint8Array, belongsTo: string): Uint8Array {
  if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== VERSION) {
    throw new SealBroken(
      `These are not sealed bytes of a version that is known here (they begin with ${sealed[0] ?? 'nothing'}).`,
    )
  }
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(1, HEADER_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(belongsTo))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  const body = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES))
  try {
    return Buffer.concat([body, decipher.final()])
  } catch (cause) {
    throw new SealBroken('The sealed bytes were changed, or belong elsewhere, or another key sealed them.', { cause })
  }
}
