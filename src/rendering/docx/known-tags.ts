/**
 * The start tags of an XML text: each is looked at when it comes for the first time.
 */
import type { TagReader } from './read-tags.ts'

export interface Opening {
  /** As written. */
  readonly name: string
  /** What the reader is told; undefined when it wants to hear nothing of it. */
  readonly kind: {} | undefined
  readonly empty: boolean
  /** `{{` stands in an attribute. */
  readonly tagged: boolean
  /** From `<` to `>`; kept once it came again. */
  text: string
  again: boolean
  /** What came behind it the last time: most likely it does again. */
  next: Opening | undefined
}

/** Longer ones are no business of a backtracking expression. */
const LONGEST_TAG = 16_384
const OPENING = /^<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)((?:[ \t\r\n]+[A-Za-z_][\w.:-]*=(?:"[^"<]*"|'[^'<]*'))*)[ \t\r\n]*(\/?)>$/
/** Finds every name of an attribute, and may find more in the values. */
const NAME = /[\w.:-]+=/g

export class KnownTags {
  readonly #source: string
  readonly #reader: TagReader
  readonly #known = new Map<string, Opening>()

  constructor(source: string, reader: TagReader) {
    this.#source = source
    this.#reader = reader
  }

  /** The tag at a place; undefined when it is not plain. */
  read(start: number): Opening | undefined {
    const text = this.#source.slice(start, this.#source.indexOf('>', start) + 1)
    const known = this.#known.get(text)
    if (known === undefined) {
      const opening = this.#look(text, start)
      if (opening !== undefined) this.#known.set(text, opening)
      return opening
    }
    if (!known.again) {
      known.text = this.keep(text)
      known.again = true
    }
    return known
  }

  /** The same text as V8 keeps names of properties: in memory of its own, and once, so that comparing is fast. */
  keep(text: string): string {
    return Object.keys({ [text]: true })[0] ?? text
  }

  #look(text: string, start: number): Opening | undefined {
    const match = text.length > LONGEST_TAG ? null : OPENING.exec(text)
    if (match === null) return undefined
    const [, name = '', attributes = '', slash] = match
    // With one `=` there is one attribute.
    if (attributes.indexOf('=') < attributes.lastIndexOf('=')) {
      const all = attributes.match(NAME) ?? []
      if (new Set(all).size < all.length) return undefined
    }
    const empty = slash === '/'
    const tagged = attributes.includes('{{')
    const kept = this.keep(name)
    return { name: kept, kind: this.#reader.kindOf(kept, empty && !tagged, start, start + text.length), empty, tagged, text, again: false, next: undefined }
  }
}
