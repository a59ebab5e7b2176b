/**
 * A finished document.
 */
import type { TemplateFormat } from '../../domain/template/template-format.ts'

export interface RenderedDocument {
  /**
   * The document: pieces to be written one after the other. Some may share the template's memory: they must not be
   * changed.
   */
  readonly pieces: readonly Uint8Array[]
  /** The document in one piece; joined when first read. */
  readonly bytes: Uint8Array
  readonly format: TemplateFormat
  /** SHA-256 (hex) of each part before compression; for text the one part `text`. Computed when first read. */
  readonly parts: readonly { readonly name: string; readonly sha256: string }[]
}
