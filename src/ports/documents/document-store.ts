/**
 * Files by key, written once: made documents (sealed by the caller) and template files. Every member throws
 * `StoreUnavailable` for what may pass by itself: its work waits, and requests are answered 503.
 */

export interface DocumentStore {
  /**
   * Stores the bytes unless the key has some. Readers never see a partly written file. Throws for an invalid key
   * (`checkDocumentKey`).
   */
  put(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /** The bytes, or undefined when there are none. */
  get(key: string): Promise<Uint8Array | undefined>
  has(key: string): Promise<boolean>
  /** Removes the file, if there is one. */
  delete(key: string): Promise<void>
}
