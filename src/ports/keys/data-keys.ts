/** Stores wrapped data keys: the part of a key ring that must be kept, and backed up apart from the master key. */

/** `destroyed` is kept for good, so that a destroyed key is never silently created again. */
export type DataKeyEntry = { readonly wrapped: Uint8Array } | 'destroyed'

export interface DataKeys {
  find(subject: string): Promise<DataKeyEntry | undefined>
  /** Stores the wrapped key unless the subject has an entry. Returns the entry that counts. */
  add(subject: string, wrapped: Uint8Array): Promise<DataKeyEntry>
  /** Replaces the subject's key with the mark that it was destroyed. */
  destroy(subject: string): Promise<void>
}
