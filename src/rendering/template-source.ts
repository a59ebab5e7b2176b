/** What an author uploads, and what was made of it. */
import type { ConvertedFrom, TemplateFormat, ConversionOptions } from '../domain/template/template-format.ts'
import type { CompiledTemplate } from './template/compiled-template.ts'
import type { Loss } from './foreign/convert.ts'
import type { Mistake } from './template/mistake.ts'

/** A file, its format, and how it is to be read. */
export interface TemplateSource extends ConversionOptions {
  readonly bytes: Uint8Array
  readonly format: TemplateFormat
  /** It was accepted before: nothing that was found wrong since then stops its documents. */
  readonly is_stored?: boolean | undefined
}

/** The Word file that the template is instead of the one that was uploaded. */
export interface Converted {
  readonly from: ConvertedFrom
  readonly bytes: Uint8Array
  /** How many tags of another language were rewritten. */
  readonly tags: number
  /** The names that the other language says are lists. */
  readonly lists: readonly string[]
  /** What had no counterpart, and what became of it. */
  readonly losses: readonly Loss[]
  /** What the author should know although nothing is lost. */
  readonly remarks: readonly Mistake[]
}

/** The compiled template, with its Word file where that is not the uploaded one. */
export interface ReadTemplate {
  readonly compiled: CompiledTemplate
  readonly converted: Converted | undefined
}
