/** Envelope encryption: a random data key per subject, kept wrapped by the master key. */
import { createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { DataKeyEntry, DataKeys } from '../../../ports/keys/data-keys.ts'
import { InstallationKeyGone, KeyDestroyed, type InstallationKey, type KeyRing } from '../../../ports/keys/key-ring.ts'
import { KEY_BYTES, openBytes, SealBroken, sealBytes } from './sealing.ts'

/** The master key in hand is not the one that wrapped the data keys. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey'
  /** What to correct before the next start. */
  readonly setting = 'DOCGEN_MASTER_KEY'
}

/** A data key like any other; a master key that cannot unwrap it is the wrong one. */
const PROBE_SUBJECT = 'docgen:probe'

/** How many unwrapped data keys are kept at hand. */
const MAX_CACHED_KEYS = 5000
/**
 * How long an unwrapped key is used before its entry is looked at again: after that, a key destroyed by another
 * instance is gone here too.
 */
const CACHE_TTL_MS = 30_000

export class EnvelopeKeyRing implements KeyRing {
  readonly #masterKey: KeyObject
  readonly #digestKey: KeyObject
  readonly #dataKeys: DataKeys
  readonly #unwrapped = new LRUCache<string, KeyObject>({ max: MAX_CACHED_KEYS, ttl: CACHE_TTL_MS })

  private constructor(masterKey: Uint8Array, dataKeys: DataKeys) {
    this.#masterKey = createSecretKey(masterKey)
    this.#digestKey = createSecretKey(new Uint8Array(hkdfSync('sha256', masterKey, '', 'docgen digest', KEY_BYTES)))
    this.#dataKeys = dataKeys
  }

  /** Throws `WrongMasterKey` unless the master key fits the data keys that are there. */
  static async open(masterKey: Uint8Array, dataKeys: DataKeys): Promise<EnvelopeKeyRing> {
    if (masterKey.length !== KEY_BYTES) throw new Error(`A master key has ${KEY_BYTES} bytes.`)
    const ring = new EnvelopeKeyRing(masterKey, dataKeys)
    await ring.#keyFor(PROBE_SUBJECT)
    return ring
  }

  async seal(subject: string, plain: Uint8Array, context: string): Promise<Uint8Array> {
    const key = await this.#keyFor(subject)
    return sealBytes(key, plain, sealContext(subject, context))
  }

  async open(subject: string, sealed: Uint8Array, context: string): Promise<Uint8Array | undefined> {
    const key = this.#unwrapped.get(subject) ?? this.#unwrap(subject, await this.#dataKeys.find(subject))
    return key === undefined ? undefined : openBytes(key, sealed, sealContext(subject, context))
  }

  async destroy(subject: string): Promise<void> {
    await this.#dataKeys.destroy(subject)
    this.#unwrapped.delete(subject)
  }

  digest(text: string): string {
    return createHmac('sha256', this.#digestKey).update(text).digest('hex')
  }

  async installationKey(name: InstallationKey, { make = true } = {}): Promise<KeyObject> {
    const subject = installationSubject(name)
    if (!make && (await this.#dataKeys.find(subject)) === undefined) throw new InstallationKeyGone(name, 'missing')
    try {
      return await this.#keyFor(subject)
    } catch (cause) {
      // The master key opened the probe: it is not the wrong one.
      if (cause instanceof KeyDestroyed) throw new InstallationKeyGone(name, 'destroyed', { cause })
      if (cause instanceof WrongMasterKey) throw new InstallationKeyGone(name, 'exchanged', { cause })
      throw cause
    }
  }

  async #keyFor(subject: string): Promise<KeyObject> {
    const known = this.#unwrapped.get(subject)
    if (known !== undefined) return known
    const entry = (await this.#dataKeys.find(subject)) ?? (await this.#createKey(subject))
    const key = this.#unwrap(subject, entry)
    if (key === undefined) throw new KeyDestroyed(`The data of ${subject} was erased: nothing can be added to it.`)
    return key
  }

  #createKey(subject: string): Promise<DataKeyEntry> {
    return this.#dataKeys.add(subject, sealBytes(this.#masterKey, randomBytes(KEY_BYTES), wrapContext(subject)))
  }

  #unwrap(subject: string, entry: DataKeyEntry | undefined): KeyObject | undefined {
    if (entry === undefined || entry === 'destroyed') return undefined
    try {
      const key = createSecretKey(openBytes(this.#masterKey, entry.wrapped, wrapContext(subject)))
      this.#unwrapped.set(subject, key)
      return key
    } catch (cause) {
      if (!(cause instanceof SealBroken)) throw cause
      throw new WrongMasterKey(
        'The data keys do not open with this master key. Bring back the one they were made with (master.key or ' +
          'DOCGEN_MASTER_KEY).',
        { cause },
      )
    }
  }
}

/** The two parts cannot run into each other: a subject has no NUL. */
const sealContext = (subject: string, context: string): string => `docgen sealed\0${subject}\0${context}`
/** No stream has a colon in its name: these keys are nobody's data keys. */
const installationSubject = (name: InstallationKey): string => `docgen:${name}`
const wrapContext = (subject: string): string => `docgen data key\0${subject}`
