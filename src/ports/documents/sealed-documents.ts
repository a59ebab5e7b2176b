/**
 * Whole documents, sealed with the data key of their subject before they are stored, unless an operator turned that
 * off.
 */
import type { LinkRequest } from './document-links.ts'

export interface AnnouncedLink extends LinkRequest {
  /** What the document must hash to (SHA-256, hex), as its event says. */
  readonly sha256: string
}

export interface SealedDocuments {
  /**
   * Seals and stores the bytes unless the key has some already. Throws `KeyDestroyed` for a subject that was erased,
   * `DamagedDocument` where unsealed bytes lie there that are not these.
   */
  put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /**
   * The plain bytes; `erased` when their key is gone; undefined when there are none. Throws when they were changed or
   * moved, and `DamagedDocument` for unsealed ones that do not hash to `sha256` (hex).
   */
  get(subject: string, key: string, sha256: string): Promise<Uint8Array | 'erased' | undefined>
  /**
   * A short-lived address of the plain bytes; undefined for what is sealed, and where there are no such addresses.
   * Throws as `get` does.
   */
  link(request: AnnouncedLink): Promise<string | undefined>
}
