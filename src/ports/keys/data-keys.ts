/** Stores wrapped data keys: the part of a key ring that must be kept, and backed up apart from the master key. */

/** A data key as it is kept. */
export interface WrappedKey {
  readonly wrapped: Uint8Array
  /** The id of the master key that wrapped it. */
  readonly master_key: string
}

/** `destroyed` is kept for good, so that a destroyed key is never silently created again. */
export type DataKeyEntry = WrappedKey | 'destroyed'

/** Wrapped bytes that take the place of others of the same data key. */
export interface Rewrapped {
  readonly subject: string
  readonly before: Uint8Array
  readonly after: Uint8Array
}

export interface DataKeys {
  find(subject: string): Promise<DataKeyEntry | undefined>
  /**
   * Stores the wrapped key unless the subject has an entry. Returns the entry that counts; undefined where new keys are
   * wrapped by another master key by now, and nothing was stored.
   */
  add(subject: string, key: WrappedKey): Promise<DataKeyEntry | undefined>
  /** Replaces the subject's key with the mark that it was destroyed. */
  destroy(subject: string): Promise<void>

  /** The master key that wraps new data keys; the given one from now on where there is none yet. */
  wrappingKey(unlessSet: string): Promise<string>
  /** From now on new data keys are wrapped by this one, on every instance. */
  wrapBy(master_key: string): Promise<void>
  /** How many data keys each master key wraps. */
  count(): Promise<readonly { readonly master_key: string; readonly keys: number }[]>
  /** The master keys that wrap any. */
  masterKeysInUse(): Promise<readonly string[]>
  /** Up to `limit` of those that another master key wraps, installation keys first, after a subject. */
  wrappedByOthers(
    master_key: string,
    after: string | undefined,
    limit: number,
  ): Promise<readonly (WrappedKey & { readonly subject: string })[]>
  /** Puts the wrapped bytes in place of those before; leaves alone what has changed since. Returns how many it put. */
  rewrap(master_key: string, keys: readonly Rewrapped[]): Promise<number>
}
