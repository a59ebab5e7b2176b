/** A master key whose bytes are in hand: it wraps by AES-256-GCM, in this process. */
import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { NotWrapped, type MasterKey } from '../../../ports/keys/master-keys.ts'
import { KEY_BYTES, openBytes, SealBroken, sealBytes } from './sealing.ts'

const ID_BYTES = 8

export class LocalMasterKey implements MasterKey {
  readonly id: string
  readonly setting: string
  readonly formerDigestKey: Uint8Array
  readonly #key: KeyObject

  /** Throws unless the key has 32 bytes. */
  constructor(bytes: Uint8Array, setting = 'DOCGEN_MASTER_KEY') {
    if (bytes.length !== KEY_BYTES) throw new Error(`A master key has ${KEY_BYTES} bytes.`)
    this.#key = createSecretKey(bytes)
    this.id = `local:${Buffer.from(derive(bytes, 'docgen master key id', ID_BYTES)).toString('hex')}`
    this.setting = setting
    this.formerDigestKey = derive(bytes, 'docgen digest', KEY_BYTES)
  }

  async wrap(dataKey: Uint8Array, subject: string): Promise<Uint8Array> {
    return sealBytes(this.#key, dataKey, wrapContext(subject))
  }

  async unwrap(wrapped: Uint8Array, subject: string): Promise<Uint8Array> {
    try {
      return openBytes(this.#key, wrapped, wrapContext(subject))
    } catch (cause) {
      if (!(cause instanceof SealBroken)) throw cause
      throw new NotWrapped(`The key of ${subject} was not wrapped by ${this.id}, or was changed.`, { cause })
    }
  }

  async check(): Promise<void> {}
}

/** HKDF-SHA-256 (RFC 5869). */
const derive = (bytes: Uint8Array, purpose: string, length: number): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', bytes, '', purpose, length))

const wrapContext = (subject: string): string => `docgen data key\0${subject}`
