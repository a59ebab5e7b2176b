/** Made documents, sealed with the data key of their generation before they are stored. */

export interface SealedDocuments {
  /** Seals and stores the bytes unless the key has some already. */
  put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /** The opened bytes; `erased` when the data key is gone, undefined when nothing is there. */
  get(subject: string, key: string): Promise<Uint8Array | 'erased' | undefined>
  has(key: string): Promise<boolean>
}
