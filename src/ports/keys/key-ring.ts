/**
 * Data keys, one per subject (a generation's stream), wrapped by the master key. To destroy one erases all that it
 * sealed.
 */

export interface KeyRing {
  /**
   * AES-256-GCM with the subject's key, which is made at first use unless it was destroyed (`KeyDestroyed`). `context`
   * is authenticated with it.
   */
  seal(subject: string, plain: Uint8Array, context: string): Promise<Uint8Array>
  /** The plain bytes; undefined when the key is gone. Throws when the bytes or the context were changed. */
  open(subject: string, sealed: Uint8Array, context: string): Promise<Uint8Array | undefined>
  /** Destroys the subject's key for good. */
  destroy(subject: string): Promise<void>
  /** HMAC-SHA-256 (hex) under a key derived from the master key: to compare secrets without storing them. */
  digest(text: string): string
}

/** The subject was erased: nothing can be sealed for it any more. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed'
}
