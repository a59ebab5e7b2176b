/** Whole documents, sealed with the data key of their subject before they are stored, unless an operator turned that off. */
import type { LinkRequest } from './document-links.ts'

export interface SealedDocuments {
  /** Seals and stores the bytes unless the key has some already. Throws `KeyDestroyed` for a subject that was erased. */
  put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /** The plain bytes; `erased` when their key is gone; undefined when there are none. Throws when they were changed or moved. */
  get(subject: string, key: string): Promise<Uint8Array | 'erased' | undefined>
  has(key: string): Promise<boolean>
  /** A short-lived address of the plain bytes; undefined for what is sealed, and where there are no such addresses. */
  link(request: LinkRequest): Promise<string | undefined>
}
