/** Envelope encryption: a random data key per subject, kept wrapped by a master key. */
import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { DataKeyEntry, DataKeys, WrappedKey } from '../../../ports/keys/data-keys.ts'
import { InstallationKeyGone, KeyDestroyed, type InstallationKey, type KeyRing } from '../../../ports/keys/key-ring.ts'
import { NotWrapped, WrongMasterKey, type MasterKey, type MasterKeys } from '../../../ports/keys/master-keys.ts'
import { KEY_BYTES, openBytes, sealBytes } from './sealing.ts'

/** A data key like any other; master keys that cannot unwrap it are the wrong ones. */
const PROBE_SUBJECT = 'docgen:probe'

/** How many unwrapped data keys are kept at hand. */
const MAX_CACHED_KEYS = 5000
/**
 * How long an unwrapped key is used before its entry is looked at again: after that, a key destroyed by another
 * instance is gone here too.
 */
const LOOK_AGAIN_MS = 30_000
/** One that is not used for so long is unwrapped anew. Until then no key service is asked. */
const CACHE_TTL_MS = 3_600_000
/** A rotation that begins at the same moment costs one more try; two do not begin in one breath. */
const MAX_TRIES = 3

interface Unwrapped {
  readonly wrapped: Uint8Array
  readonly key: KeyObject
  readonly looked_at: number
}

export class EnvelopeKeyRing implements KeyRing {
  readonly #masterKeys: MasterKeys
  readonly #dataKeys: DataKeys
  readonly #now: () => number
  readonly #unwrapped = new LRUCache<string, Unwrapped>({ max: MAX_CACHED_KEYS, ttl: CACHE_TTL_MS })
  /** Never destroyed, so never looked at again: whoever holds the one connection of a database may ask for them. */
  readonly #installationKeys = new Map<InstallationKey, KeyObject>()
  #digestKey: KeyObject | undefined

  private constructor(masterKeys: MasterKeys, dataKeys: DataKeys, now: () => number) {
    this.#masterKeys = masterKeys
    this.#dataKeys = dataKeys
    this.#now = now
  }

  /**
   * Throws `WrongMasterKey` unless the master keys fit the data keys that are there. `now` (milliseconds that only go
   * on) says when an unwrapped key is looked at again.
   */
  static async open(
    keys: MasterKeys,
    dataKeys: DataKeys,
    now: () => number = () => performance.now(),
  ): Promise<EnvelopeKeyRing> {
    const ring = new EnvelopeKeyRing(keys, dataKeys, now)
    await ring.#assertHeld()
    await ring.#keyFor(PROBE_SUBJECT)
    // The key that wrapped the first data keys gives its first value: what was digested before compares as equal.
    const first = ring.#held(await dataKeys.wrappingKey(keys.current.id))?.formerDigestKey
    ring.#digestKey = await ring.#keyFor(installationSubject('digests'), first)
    return ring
  }

  async seal(subject: string, plain: Uint8Array, context: string): Promise<Uint8Array> {
    const key = await this.#keyFor(subject)
    return sealBytes(key, plain, sealContext(subject, context))
  }

  async open(subject: string, sealed: Uint8Array, context: string): Promise<Uint8Array | undefined> {
    const key = this.#atHand(subject) ?? (await this.#unwrap(subject, await this.#dataKeys.find(subject)))
    return key === undefined ? undefined : openBytes(key, sealed, sealContext(subject, context))
  }

  async destroy(subject: string): Promise<void> {
    await this.#dataKeys.destroy(subject)
    this.#unwrapped.delete(subject)
  }

  digest(text: string): string {
    return createHmac('sha256', this.#digestKey!).update(text).digest('hex')
  }

  async installationKey(name: InstallationKey, { make = true } = {}): Promise<KeyObject> {
    const known = make ? this.#installationKeys.get(name) : undefined
    if (known !== undefined) return known
    const subject = installationSubject(name)
    if (!make && (await this.#dataKeys.find(subject)) === undefined) throw new InstallationKeyGone(name, 'missing')
    try {
      const key = await this.#keyFor(subject)
      this.#installationKeys.set(name, key)
      return key
    } catch (cause) {
      // The master key opened the probe: it is not the wrong one.
      if (cause instanceof KeyDestroyed) throw new InstallationKeyGone(name, 'destroyed', { cause })
      if (cause instanceof WrongMasterKey) throw new InstallationKeyGone(name, 'exchanged', { cause })
      throw cause
    }
  }

  get #current(): MasterKey {
    return this.#masterKeys.current
  }

  #held(id: string): MasterKey | undefined {
    return [this.#current, ...this.#masterKeys.former].find((key) => key.id === id)
  }

  /** Throws `WrongMasterKey` where a key is missing that new data keys, or old ones, need. */
  async #assertHeld(): Promise<void> {
    const needed = new Set([
      await this.#dataKeys.wrappingKey(await this.#firstKey()),
      ...(await this.#dataKeys.masterKeysInUse()),
    ])
    const missing = [...needed].filter((id) => this.#held(id) === undefined)
    if (missing.length > 0) throw wrongKey(this.#current.setting, missing)
  }

  /** The key that wraps what is there; the current one where nothing is. */
  async #firstKey(): Promise<string> {
    const entry = await this.#dataKeys.find(PROBE_SUBJECT)
    if (entry === undefined || entry === 'destroyed') return this.#current.id
    for (const key of [this.#current, ...this.#masterKeys.former]) {
      try {
        await key.unwrap(entry.wrapped, PROBE_SUBJECT)
        return key.id
      } catch (error) {
        if (!(error instanceof NotWrapped)) throw error
      }
    }
    throw wrongKey(this.#current.setting, [entry.master_key])
  }

  async #keyFor(subject: string, value?: Uint8Array): Promise<KeyObject> {
    const known = this.#atHand(subject)
    if (known !== undefined) return known
    const entry = (await this.#dataKeys.find(subject)) ?? (await this.#createKey(subject, value))
    const key = await this.#unwrap(subject, entry)
    if (key === undefined) throw new KeyDestroyed(`The data of ${subject} was erased: nothing can be added to it.`)
    return key
  }

  async #createKey(subject: string, value: Uint8Array = randomBytes(KEY_BYTES)): Promise<DataKeyEntry> {
    for (let tries = 1; ; tries++) {
      const master = this.#held(await this.#dataKeys.wrappingKey(this.#current.id))
      if (master === undefined || tries > MAX_TRIES) throw wrongKey(this.#current.setting, [])
      const entry = { wrapped: await master.wrap(value, subject), master_key: master.id }
      const kept = await this.#dataKeys.add(subject, entry)
      if (kept !== undefined) return kept
    }
  }

  #atHand(subject: string): KeyObject | undefined {
    const known = this.#unwrapped.get(subject)
    return known !== undefined && this.#now() - known.looked_at < LOOK_AGAIN_MS ? known.key : undefined
  }

  async #unwrap(subject: string, entry: DataKeyEntry | undefined): Promise<KeyObject | undefined> {
    if (entry === undefined || entry === 'destroyed') {
      this.#unwrapped.delete(subject)
      return undefined
    }
    const { wrapped } = entry
    const known = this.#unwrapped.get(subject)
    const same = known !== undefined && Buffer.compare(known.wrapped, wrapped) === 0
    const key = same ? known.key : createSecretKey(await this.#unwrapBytes(subject, entry))
    this.#unwrapped.set(subject, { wrapped, key, looked_at: this.#now() })
    return key
  }

  async #unwrapBytes(subject: string, { wrapped, master_key }: WrappedKey): Promise<Uint8Array> {
    const master = this.#held(master_key)
    if (master === undefined) throw wrongKey(this.#current.setting, [master_key])
    try {
      return await master.unwrap(wrapped, subject)
    } catch (cause) {
      if (!(cause instanceof NotWrapped)) throw cause
      throw wrongKey(master.setting, [], cause)
    }
  }
}

const wrongKey = (setting: string, missing: readonly string[], cause?: unknown): WrongMasterKey =>
  new WrongMasterKey(
    'The data keys do not open with this master key' +
      `${missing.length === 0 ? '' : ` (they need ${missing.join(', ')})`}. ` +
      'Bring back the one they were made with (master.key or DOCGEN_MASTER_KEY), or name it in ' +
      'DOCGEN_MASTER_KEY_FORMER while keys are rotated.',
    setting,
    cause === undefined ? undefined : { cause },
  )

/** The two parts cannot run into each other: a subject has no NUL. */
const sealContext = (subject: string, context: string): string => `docgen sealed\0${subject}\0${context}`
/** No stream has a colon in its name: these keys are nobody's data keys. */
const installationSubject = (name: InstallationKey): string => `docgen:${name}`
