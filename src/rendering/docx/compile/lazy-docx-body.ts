/**
 * The body of a template that is rendered once: styles and free ids, which only rich values and loops need, are looked
 * up on first use. Classes, not object literals with getters: V8 retains the closures of such getters until the next
 * full garbage collection (measured).
 */
import type { DocxBody, DocxStyles } from '../../template/docx-body.ts'
import { highestId } from '../package/highest-id.ts'

/** A body whose styles are read on first use. */
export class LazyDocxBody implements DocxBody {
  readonly kind = 'docx'
  readonly untouched: DocxBody['untouched']
  readonly parts: DocxBody['parts']
  readonly contentTypes: DocxBody['contentTypes']
  readonly relationships: DocxBody['relationships']
  readonly placeholders: DocxBody['placeholders']
  readonly numbering: DocxBody['numbering']
  readonly strict: DocxBody['strict']
  readonly ids: DocxBody['ids']
  readonly #read: () => DocxStyles
  #styles: DocxStyles | undefined

  constructor(
    {
      untouched,
      parts,
      contentTypes,
      relationships,
      placeholders,
      numbering,
      strict,
    }: Omit<DocxBody, 'ids' | 'styles'>,
    ids: DocxBody['ids'],
    styles: () => DocxStyles,
  ) {
    this.untouched = untouched
    this.parts = parts
    this.contentTypes = contentTypes
    this.relationships = relationships
    this.placeholders = placeholders
    this.numbering = numbering
    this.strict = strict
    this.ids = ids
    this.#read = styles
  }

  get styles(): DocxStyles {
    this.#styles ??= this.#read()
    return this.#styles
  }
}

/** Free ids, looked up when the first one is needed. */
export class LazyIds {
  readonly slots: number
  readonly #sources: readonly string[]
  #base: number | undefined

  constructor(sources: readonly string[], slots: number) {
    this.#sources = sources
    this.slots = slots
  }

  get base(): number {
    this.#base ??= highestId(this.#sources)
    return this.#base
  }
}
