/**
 * Reads the tags of plain XML. Not plain: numeric character references, comments, a space before `>` in `</w:p >`, and
 * every mistake.
 *
 * Files repeat themselves: they have a few hundred different tags, and mostly the same sequences of tags between two
 * texts. Each tag is parsed once and then recognised by its text; a sequence (stretch) that occurred before is
 * recognised as a whole.
 */
import { type ElementBudget, countElements } from './element-budget.ts'
import { isPlainText } from './plain-text.ts'
import { TagCache, type StartTag } from './tag-cache.ts'
import type { TagReader } from './tag-reader.ts'

const DECLARATION = /^<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")?\?>/
const OTHER_REFERENCE = /&(?!(?:amp|lt|gt|quot|apos);)/
const BLANK = /^[ \t\r\n]*$/
const LESS = 0x3c
const SLASH = 0x2f
const GREATER = 0x3e

/**
 * A tag in a stretch: its start tag, or undefined for an end tag, and its offsets in the stretch.
 */
interface TagEvent {
  readonly opening: StartTag | undefined
  /** As written. */
  readonly name: string
  readonly from: number
  readonly to: number
}

/** A sequence of tags with no text between them, from the first `<` to the last `>`. */
interface TagSequence {
  readonly text: string
  readonly events: readonly TagEvent[]
  /**
   * Number of elements that begin in it; that began before and end in it; and the largest increase of depth in it.
   */
  readonly elements: number
  readonly closed: number
  readonly deeper: number
  /** The stretches that followed it the last two times, the latest first. */
  next: TagSequence | undefined
  other: TagSequence | undefined
}

const createSequence = (
  text = '',
  events: readonly TagEvent[] = [],
  elements = 0,
  closed = 0,
  deeper = 0,
): TagSequence => ({
  text,
  events,
  elements,
  closed,
  deeper,
  next: undefined,
  other: undefined,
})

/**
 * True when all of the source is plain, well-formed XML; it may not be when this is false. Throws Refused
 * (`too_many_elements`).
 */
export function readPlainTags(source: string, budget: ElementBudget, reader: TagReader): boolean {
  if (!isPlainText(source) || (source.includes('&') && OTHER_REFERENCE.test(source))) return false
  const own = { left: budget.left }
  if (!new PlainReader(source, own, reader).read()) return false
  budget.left = own.left
  return true
}

class PlainReader {
  readonly #source: string
  readonly #budget: ElementBudget
  readonly #reader: TagReader
  readonly #tags: TagCache
  readonly #sequences = new Map<string, TagSequence>()
  /** Names of the open elements, as written. */
  readonly #names: string[] = []
  #at = 0
  #opening: StartTag | undefined
  /** Whether every start tag since the beginning of the stretch was predicted from the one before it. */
  #predicted = true

  constructor(source: string, budget: ElementBudget, reader: TagReader) {
    this.#source = source
    this.#budget = budget
    this.#reader = reader
    this.#tags = new TagCache(source, reader)
  }

  read(): boolean {
    const source = this.#source
    this.#at = DECLARATION.exec(source)?.[0].length ?? 0
    const start = source.indexOf('<', this.#at)
    if (start < 0 || !BLANK.test(source.slice(this.#at, start))) return false
    this.#at = start
    const first = createSequence()
    let last = first
    for (;;) {
      const known = this.#predictSequence(last)
      if (known !== undefined) {
        if (!this.#replay(known)) return false
        last = known
      } else {
        const read = this.#readSequence()
        if (read === undefined) return false
        if (this.#names.length === 0) return BLANK.test(source.slice(this.#at))
        if (this.#predicted) last = this.#follow(last, read)
        else last = first
      }
      // Text.
      this.#at = source.indexOf('<', this.#at)
      if (this.#at < 0) return false
    }
  }

  /** Remembers that a stretch followed another; returns the one instance that is kept for its text. */
  #follow(last: TagSequence, read: TagSequence): TagSequence {
    const kept = this.#sequences.get(read.text) ?? read
    if (kept === read) this.#sequences.set(read.text, read)
    last.other = last.next
    last.next = kept
    return kept
  }

  /** The stretch at this place, if it followed the last one before. */
  #predictSequence(last: TagSequence): TagSequence | undefined {
    const { next, other } = last
    if (next === undefined) return undefined
    if (this.#isSequenceHere(next)) return next
    if (other === undefined || !this.#isSequenceHere(other)) return undefined
    last.next = other
    last.other = next
    return other
  }

  #isSequenceHere({ text, closed }: TagSequence): boolean {
    return this.#names.length > closed && this.#source.slice(this.#at, this.#at + text.length) === text
  }

  #replay({ text, events, elements, deeper }: TagSequence): boolean {
    const start = this.#at
    const names = this.#names
    countElements(this.#budget, elements, names.length + deeper)
    for (const { opening, name, from, to } of events) {
      if (opening === undefined) {
        if (names.pop() !== name) return false
        this.#reader.close(start + from, start + to)
      } else this.#open(opening, start + from, start + to)
    }
    this.#at = start + text.length
    return true
  }

  /** Reads tags up to the next text; undefined when they are not plain. */
  #readSequence(): TagSequence | undefined {
    const source = this.#source
    const start = this.#at
    const events: TagEvent[] = []
    let elements = 0
    let depth = 0
    let closed = 0
    let deeper = 0
    this.#predicted = true
    do {
      const from = this.#at
      if (source.charCodeAt(from + 1) === SLASH) {
        const name = this.#close()
        if (name === undefined) return undefined
        if (this.#predicted) events.push({ opening: undefined, name, from: from - start, to: this.#at - start })
        depth -= 1
        closed = Math.max(closed, -depth)
      } else {
        const opening = this.#nextOpening()
        if (opening === undefined) return undefined
        this.#at = from + opening.text.length
        this.#open(opening, from, this.#at)
        countElements(this.#budget, 1, this.#names.length)
        elements += 1
        if (opening.tagged) this.#predicted = false
        if (!opening.empty) depth += 1
        deeper = Math.max(deeper, depth)
        if (this.#predicted && opening.kind !== undefined)
          events.push({ opening, name: opening.name, from: from - start, to: this.#at - start })
      }
    } while (this.#names.length > 0 && source.charCodeAt(this.#at) === LESS)
    return createSequence(this.#predicted ? source.slice(start, this.#at) : '', events, elements, closed, deeper)
  }

  #open({ kind, name, empty }: StartTag, start: number, inner: number): void {
    if (kind !== undefined) this.#reader.open(kind, start, inner)
    if (!empty) this.#names.push(name)
    else if (kind !== undefined) this.#reader.close(inner, inner)
  }

  /** Reads an end tag and returns its name; undefined when it is not plain. */
  #close(): string | undefined {
    const start = this.#at
    const name = this.#names.pop()
    if (
      name === undefined ||
      !this.#source.startsWith(name, start + 2) ||
      this.#source.charCodeAt(start + 2 + name.length) !== GREATER
    )
      return undefined
    this.#at = start + 3 + name.length
    this.#reader.close(start, this.#at)
    return name
  }

  /** The start tag at this place; undefined when it is not plain. */
  #nextOpening(): StartTag | undefined {
    const previous = this.#opening
    const { next, other } = previous ?? NO_PREDICTION
    if (next !== undefined && this.#isTagHere(next)) {
      this.#opening = next
      return next
    }
    const found = other !== undefined && this.#isTagHere(other) ? other : undefined
    this.#predicted &&= found !== undefined
    this.#opening = found ?? this.#tags.read(this.#at)
    if (previous !== undefined) {
      previous.other = next
      previous.next = this.#opening
    }
    return this.#opening
  }

  #isTagHere({ text }: StartTag): boolean {
    return this.#source.slice(this.#at, this.#at + text.length) === text
  }
}

const NO_PREDICTION = { next: undefined, other: undefined }
