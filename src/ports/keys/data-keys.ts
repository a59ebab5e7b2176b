/**
 * Where wrapped data keys are kept: the part of a key ring that must survive, and must be backed up apart from the
 * master key.
 */

/** `destroyed` stays for good, so that a key that erased something is never silently made again. */
export type DataKeyEntry = { readonly wrapped: Uint8Array } | 'destroyed'

export interface DataKeys {
  find(subject: string): Promise<DataKeyEntry | undefined>
  /** Keeps the wrapped key unless the subject has an entry; gives the entry that counts. */
  add(subject: string, wrapped: Uint8Array): Promise<DataKeyEntry>
  /** Overwrites the subject's key by the mark that it is destroyed. */
  destroy(subject: string): Promise<void>
}
