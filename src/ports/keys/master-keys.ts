/** The key that wraps all data keys: 32 bytes in hand, or a key that never leaves a key service. */

/** A key that wraps data keys. */
export interface MasterKey {
  /** Names it beside what it wrapped; tells nothing of its bytes. */
  readonly id: string
  /** The setting it comes from, for operators. */
  readonly setting: string
  /** Wraps the 32 bytes of a subject's data key. Throws `StoreUnavailable` while a key service does not answer. */
  wrap(dataKey: Uint8Array, subject: string): Promise<Uint8Array>
  /**
   * The data key. Throws `NotWrapped` where these are not bytes that this key wrapped for this subject, and
   * `StoreUnavailable` while a key service does not answer.
   */
  unwrap(wrapped: Uint8Array, subject: string): Promise<Uint8Array>
  /** Rejects while it cannot be used. */
  check(): Promise<void>
  /** The key of digests that versions before the `digests` key derived from it; undefined where there was none. */
  readonly formerDigestKey: Uint8Array | undefined
}

/** The keys that an instance holds. */
export interface MasterKeys {
  /** The one that is to wrap: a rotation takes every data key to it. */
  readonly current: MasterKey
  /** Those that data keys may still be wrapped by. */
  readonly former: readonly MasterKey[]
  /** Makes a new current key, and keeps the one before as former; left out where settings name the keys. */
  readonly renew?: () => Promise<void>
  /** Removes the former keys that `renew` kept, once nothing needs them. */
  readonly removeFormer?: () => Promise<void>
}

/** Something else was wrapped, or by another key, or for another subject. */
export class NotWrapped extends Error {
  override readonly name = 'NotWrapped'
}

/** The master keys in hand are not those that the data keys need. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey'
  /** What to correct before the next start. */
  readonly setting: string

  constructor(message: string, setting: string, options?: ErrorOptions) {
    super(message, options)
    this.setting = setting
  }
}
