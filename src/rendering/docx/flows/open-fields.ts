/**
 * The complex fields that are open during a walk through a part. A field begins, has an instruction, may have a result,
 * and ends; other fields may be nested in both (ISO 29500-1, 17.16.18).
 */
import type { Paragraph } from './flows.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { attribute } from '../xml/attributes.ts'

export interface OpenField {
  instruction: Paragraph | undefined
  /** Whether its result has begun. */
  hasResult: boolean
}

export class OpenFields {
  readonly #part: XmlPart
  readonly #open: OpenField[] = []

  constructor(part: XmlPart) {
    this.#part = part
  }

  /** The innermost field; an instruction outside of all fields begins one. */
  get innermost(): OpenField {
    return this.#open.at(-1) ?? this.begin()
  }

  begin(): OpenField {
    const field: OpenField = { instruction: undefined, hasResult: false }
    this.#open.push(field)
    return field
  }

  /**
   * Reads a `w:fldChar`. True where a field begins inside the instruction of another: the caller then calls `begin`.
   */
  read(mark: XmlElement): boolean {
    switch (attribute(this.#part, mark, `${this.#part.prefix}fldCharType`)) {
      case 'begin': {
        if (this.#open.at(-1)?.hasResult === false) return true
        this.begin()
        return false
      }
      case 'separate':
        this.innermost.hasResult = true
        return false
      default:
        this.#open.pop()
        return false
    }
  }
}
