/**
 * The complex fields that are open during a walk through a part. A field begins, has an instruction, may have a result,
 * and ends; other fields may be nested in both (ISO 29500-1, 17.16.18).
 */
import { copyKind } from './copied-text.ts'
import type { FieldRange, OpenField } from './flows.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { attribute } from '../xml/attributes.ts'

export class OpenFields {
  readonly #part: XmlPart
  readonly #open: OpenField[] = []
  /** Those that have ended. */
  readonly ranges: FieldRange[] = []

  constructor(part: XmlPart) {
    this.#part = part
  }

  /** The innermost field; an instruction outside of all fields begins one. */
  get innermost(): OpenField {
    return this.#open.at(-1) ?? this.begin()
  }

  /** The innermost field whose result copies text from elsewhere, and whose result has begun. */
  get copying(): OpenField | undefined {
    return this.#open.length === 0 ? undefined : this.#open.findLast((each) => each.copies !== undefined)
  }

  begin(mark?: XmlElement): OpenField {
    const field: OpenField = {
      begin: mark,
      instruction: undefined,
      separate: undefined,
      hasResult: false,
      copies: undefined,
    }
    this.#open.push(field)
    return field
  }

  end(): void {
    this.#open.pop()
  }

  /**
   * Reads a `w:fldChar`. True where a field begins inside the instruction of another: the caller then calls `begin`.
   */
  read(mark: XmlElement): boolean {
    switch (attribute(this.#part, mark, `${this.#part.prefix}fldCharType`)) {
      case 'begin': {
        if (this.#open.at(-1)?.hasResult === false) return true
        this.begin(mark)
        return false
      }
      case 'separate': {
        const field = this.innermost
        field.hasResult = true
        field.separate = mark
        field.copies = copyKind(field.instruction?.text ?? '')
        return false
      }
      default: {
        const { begin, separate } = this.#open.pop() ?? {}
        if (begin !== undefined) this.ranges.push({ begin, separate, end: mark })
        return false
      }
    }
  }
}
