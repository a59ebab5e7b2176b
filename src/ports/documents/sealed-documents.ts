/**
 * Documents that are sealed with the data key of their subject before they are stored, unless an operator turned that
 * off.
 */
import type { LinkRequest } from './document-links.ts'

export interface AnnouncedLink extends LinkRequest {
  /** The SHA-256 (hex) of the document, as its event recorded it. */
  readonly sha256: string
}

export interface SealedDocuments {
  /**
   * Seals and stores the bytes unless the key has some. Throws `KeyDestroyed` for an erased subject, `DamagedDocument`
   * where other unsealed bytes are stored there.
   */
  put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'>
  /**
   * The plain bytes; `erased` where their key is gone; undefined where there are none. Throws where they were changed
   * or moved; `DamagedDocument` for unsealed ones that do not match `sha256` (hex).
   */
  get(subject: string, key: string, sha256: string): Promise<Uint8Array | 'erased' | undefined>
  /**
   * A short-lived URL of the plain bytes; undefined for sealed ones, and where the store has no such URLs. Throws as
   * `get` does.
   */
  link(request: AnnouncedLink): Promise<string | undefined>
}
