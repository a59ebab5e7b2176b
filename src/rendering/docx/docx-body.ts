/**
 * The compiled form of a Word file: entries that are copied as they are, and parts with a program each.
 */
import type { Program } from '../program.ts'

export interface DocxBody {
  readonly kind: 'docx'
  /** Local headers and compressed data of all entries that never change, one after the other. */
  readonly untouched: { readonly at: number; readonly size: number }
  /** Their central directory records; offsets count from the beginning of the file. */
  readonly directory: { readonly at: number; readonly size: number; readonly entries: number }
  /** Name and SHA-256 of the uncompressed bytes of each untouched entry. */
  readonly hashes: readonly { readonly name: string; readonly sha256: string }[]
  /** The parts that hold tags, in the order in which they are rendered. */
  readonly parts: readonly DocxPart[]
}

export interface DocxPart {
  readonly name: string
  readonly program: Program
}
