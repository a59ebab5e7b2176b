/** Whole documents, sealed with the data key of their subject before they are stored. */

export interface SealedDocuments {
  /** Seals and stores the bytes unless the key has some already. Throws `KeyDestroyed` for a subject that was erased. */
  put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /** The plain bytes; `erased` when their key is gone; undefined when there are none. Throws when they were changed or moved. */
  get(subject: string, key: string): Promise<Uint8Array | 'erased' | undefined>
  has(key: string): Promise<boolean>
}
