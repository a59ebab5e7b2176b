/** Files by key, written once: made documents (sealed by the caller), template files, big answers. */

export interface DocumentStore {
  /**
   * Stores the bytes unless the key has some already; a half-written file is never seen. Throws for a bad key
   * (`checkDocumentKey`).
   */
  put(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /** The bytes, or undefined when there are none. */
  get(key: string): Promise<Uint8Array | undefined>
  has(key: string): Promise<boolean>
  /** Removes what is there; nothing there is fine. */
  delete(key: string): Promise<void>
}
