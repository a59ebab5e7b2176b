/**
 * Data keys, one per subject (a generation's stream), wrapped by the master key. Destroying a key erases everything
 * sealed with it.
 */
import type { KeyObject } from 'node:crypto'

/** What the keys of an installation are for. */
export const INSTALLATION_KEYS = ['event-macs', 'account-macs', 'document-ids', 'history-heads', 'digests'] as const
export type InstallationKey = (typeof INSTALLATION_KEYS)[number]

export interface KeyRing {
  /**
   * Seals with AES-256-GCM and the subject's key, which is created at first use unless it was destroyed
   * (`KeyDestroyed`). `context` is authenticated with it.
   */
  seal(subject: string, plain: Uint8Array, context: string): Promise<Uint8Array>
  /** The plain bytes; undefined where the key is gone. Throws where the bytes or the context were changed. */
  open(subject: string, sealed: Uint8Array, context: string): Promise<Uint8Array | undefined>
  /** Destroys the subject's key for good. */
  destroy(subject: string): Promise<void>
  /** HMAC-SHA-256 (hex) under a key of the installation: to compare secrets without storing them. */
  digest(text: string): string
  /**
   * A secret key of the whole installation (32 bytes), made at first use by whichever instance comes first, unless
   * `make` is false. It is kept wrapped like a data key: a new master key wraps it anew and never changes it. Throws
   * `InstallationKeyGone`.
   */
  installationKey(name: InstallationKey, options?: { readonly make?: boolean }): Promise<KeyObject>
}

/** A key of the installation is not there, or what is there is not it: somebody wrote to the stored keys. */
export class InstallationKeyGone extends Error {
  override readonly name = 'InstallationKeyGone'
  readonly how: 'missing' | 'destroyed' | 'exchanged'
  constructor(key: InstallationKey, how: InstallationKeyGone['how'], options?: ErrorOptions) {
    super(`The key ${key} of this installation is ${how}.`, options)
    this.how = how
  }
}

/** The subject was erased: nothing can be sealed for it any more. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed'
}
