/**
 * Signed notes, as C2SP signed-note describes them (https://c2sp.org/signed-note): a text that ends with LF, an empty
 * line, and signatures: `— name base64(key id ‖ signature)`. Signatures of keys that are not known are passed over.
 */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

/** The Ed25519 signatures of notes (the type byte of a verifier key). */
const ED25519 = 1
const KEY_ID_BYTES = 4
const PUBLIC_KEY_BYTES = 32

/** Who signs, and with which public key. */
export interface VerifierKey {
  /** Without spaces and without `+`. */
  readonly name: string
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

/** A key that signs under a name. */
export interface SigningKey extends VerifierKey {
  readonly privateKey: KeyObject
}

/** A note that was taken apart; nothing is verified yet. */
export interface Note {
  /** Ends with LF. */
  readonly text: string
  readonly signatures: readonly { readonly name: string; readonly keyId: string; readonly signature: Uint8Array }[]
}

/** The first 4 bytes, in hex, of SHA-256 over the name, LF, 0x01 and the public key. */
const keyIdOf = ({ name, publicKey }: VerifierKey): string =>
  createHash('sha256')
    .update(`${name}\n`)
    .update(Uint8Array.of(ED25519))
    .update(publicKey)
    .digest()
    .toString('hex', 0, KEY_ID_BYTES)

/** A public key in one line: `name+key id+base64(0x01 ‖ public key)`. */
export const formatVerifierKey = (key: VerifierKey): string =>
  `${key.name}+${keyIdOf(key)}+${Buffer.concat([Buffer.of(ED25519), key.publicKey]).toString('base64')}`

/** What `formatVerifierKey` wrote; undefined for anything else. */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [, name, id, base64] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  if (name === undefined || base64 === undefined) return undefined
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length !== 1 + PUBLIC_KEY_BYTES || bytes[0] !== ED25519) return undefined
  const key = { name, publicKey: new Uint8Array(bytes.subarray(1)) }
  return keyIdOf(key) === id ? key : undefined
}

/** The note: the text, which must end with LF, signed. */
export function signNote(text: string, key: SigningKey): string {
  const signature = sign(null, Buffer.from(text), key.privateKey)
  const line = Buffer.concat([Buffer.from(keyIdOf(key), 'hex'), signature]).toString('base64')
  return `${text}\n— ${key.name} ${line}\n`
}

/** A note taken apart; undefined for what is none. */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end === -1 || !note.endsWith('\n')) return undefined
  const lines = note.slice(end + 2, -1).split('\n')
  const signatures = lines.map((line) => {
    const [, name, base64] = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
    const bytes = Buffer.from(base64 ?? '', 'base64')
    return name === undefined || bytes.length <= KEY_ID_BYTES
      ? undefined
      : { name, keyId: bytes.toString('hex', 0, KEY_ID_BYTES), signature: new Uint8Array(bytes.subarray(KEY_ID_BYTES)) }
  })
  const whole = signatures.flatMap((signature) => signature ?? [])
  return whole.length === signatures.length ? { text: note.slice(0, end + 1), signatures: whole } : undefined
}

/** The first of the keys that has signed the note; undefined where none has, or what there is of it is wrong. */
export function signerOf({ text, signatures }: Note, keys: readonly VerifierKey[]): VerifierKey | undefined {
  return keys.find((key) =>
    signatures.some(
      ({ name, keyId, signature }) =>
        name === key.name &&
        keyId === keyIdOf(key) &&
        verify(null, Buffer.from(text), publicKeyObject(key.publicKey), signature),
    ),
  )
}

const publicKeyObject = (publicKey: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey).toString('base64url') },
    format: 'jwk',
  })
