/**
 * The start tags of an XML text: each is parsed at its first occurrence.
 */
import type { TagReader } from './tag-reader.ts'
export interface StartTag {
  /** As written. */
  readonly name: string
  /** What is passed to the reader; undefined when it skips the element. */
  readonly kind: {} | undefined
  readonly empty: boolean
  /** Whether `{{` occurs in an attribute. */
  readonly tagged: boolean
  /** From `<` to `>`. */
  readonly text: string
  /** The tags that followed it the last two times: most likely one of them follows again. */
  next: StartTag | undefined
  other: StartTag | undefined
}

/** Tags that are longer or have more attributes are left to saxes. */
const MAX_TAG_LENGTH = 16_384
const MAX_ATTRIBUTES = 64
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y
const ATTRIBUTE = /[ \t\r\n]+([A-Za-z_][\w.:-]*)=(?:"[^"<]*"|'[^'<]*')/y
const END = /[ \t\r\n]*\/?>$/y

export class TagCache {
  readonly #source: string
  readonly #reader: TagReader
  readonly #known = new Map<string, StartTag>()

  constructor(source: string, reader: TagReader) {
    this.#source = source
    this.#reader = reader
  }

  /** The start tag at a place; undefined when it is not plain. */
  read(start: number): StartTag | undefined {
    const text = this.#source.slice(start, this.#source.indexOf('>', start) + 1)
    const known = this.#known.get(text)
    if (known !== undefined) return known
    const opening = this.#parse(text, start)
    if (opening !== undefined) this.#known.set(text, opening)
    return opening
  }

  #parse(text: string, start: number): StartTag | undefined {
    if (text.length > MAX_TAG_LENGTH) return undefined
    NAME.lastIndex = 1
    const name = NAME.exec(text)?.[0]
    if (name === undefined) return undefined
    let at = 1 + name.length
    let attributes: string[] | undefined
    for (;;) {
      ATTRIBUTE.lastIndex = at
      const attribute = ATTRIBUTE.exec(text)
      if (attribute === null) break
      const own = attribute[1] as string
      if (attributes === undefined) attributes = [own]
      else if (attributes.includes(own) || attributes.length === MAX_ATTRIBUTES) return undefined
      else attributes.push(own)
      at = ATTRIBUTE.lastIndex
    }
    END.lastIndex = at
    if (!END.test(text)) return undefined
    const empty = text.charCodeAt(text.length - 2) === SLASH
    const tagged = attributes !== undefined && text.includes('{{')
    const kept = internName(name)
    return {
      name: kept,
      kind: this.#reader.kindOf(kept, empty && !tagged, start, start + text.length),
      empty,
      tagged,
      text,
      next: undefined,
      other: undefined,
    }
  }
}

const SLASH = 0x2f

/** Names of elements are few, short, and the same in all files. */
const names = new Map<string, string>()
const MAX_NAMES = 2_000
const MAX_NAME_LENGTH = 60

function internName(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  // Interns the text as a property name: V8 then keeps no reference to the source, and compares it by address.
  const kept = Object.keys({ [name]: true })[0] ?? name
  if (names.size < MAX_NAMES && kept.length <= MAX_NAME_LENGTH) names.set(kept, kept)
  return kept
}
