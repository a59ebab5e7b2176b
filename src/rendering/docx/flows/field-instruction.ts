/**
 * The instruction of a field as Word reads it (ISO 29500-1, 17.16.2): the field type, then arguments (words here), some
 * of them in quotation marks, and switches. Each tag belongs to one word, so that an answer can never become more than
 * that word.
 */
import type { Tag, TagMistake } from '../../template/tags/tag.ts'
import { EXTERNAL_FIELDS } from './external-fields.ts'

/** Represents a nested field in an instruction. */
export const INNER_FIELD = '\uFFFC'

/** A word with tags in it; of a word with a nested field, the text before, between or after. */
export interface TaggedWord {
  /** Without its quotation marks. */
  readonly start: number
  readonly end: number
  /** `expression`: a word that Word computes or compares, and that may hold several operands. */
  readonly as: 'quoted' | 'bare' | 'expression' | 'address'
}

export interface FieldInstruction {
  readonly words: readonly TaggedWord[]
  readonly mistakes: readonly TagMistake[]
}
const EXPRESSIONS: ReadonlySet<string> = new Set(['=', 'IF', 'COMPARE', 'SKIPIF', 'NEXTIF'])
/** Switches of HYPERLINK with an argument. */
const SWITCH_WITH_ARGUMENT = /^\\[lot]$/i
/** Word reads each of these as a straight quotation mark. */
const QUOTATION_MARK = /["\u201C-\u201F]/
const SPACE = /\s/
const ENDS_A_WORD = /[\s"\\\uFFFC\u201C-\u201F]/
const TWO_SOURCES = { message: 'An address cannot be made of a tag and another field.', fix: 'Use one tag for both.' }

/**
 * The words that hold tags, and the places where an answer could change the field. Takes tags that `scanTags` found no
 * mistake in.
 */
export function readInstruction(text: string, tags: readonly Tag[]): FieldInstruction {
  return tags.length === 0 ? { words: [], mistakes: [] } : new InstructionReader(text, tags).read()
}

interface Word {
  readonly start: number
  readonly quoted: boolean
  readonly inSwitch: boolean
  /** Whether a nested field divides it. */
  divided: boolean
  /** Number of tags since its beginning, or since that field. */
  tags: number
}

class InstructionReader {
  readonly #text: string
  readonly #tags: ReadonlyMap<number, Tag>
  readonly #first: Tag | undefined
  readonly #code: string
  /** Sections that lie within one word. */
  readonly #inWords: ReadonlySet<Tag>
  readonly #words: TaggedWord[] = []
  readonly #mistakes: TagMistake[] = []
  /** The number of the word in which each open section began; 0 between words. */
  readonly #sections: number[] = []
  #word: Word | undefined
  /** Counts words, and the parts of a word that a nested field divides. */
  #number = 0
  /** Whether the next word is the argument of a switch of HYPERLINK. */
  #ownedBySwitch = false
  #at = 0

  constructor(text: string, tags: readonly Tag[]) {
    this.#text = text
    this.#tags = new Map(tags.map((tag) => [tag.start, tag]))
    this.#first = tags[0]
    this.#inWords = sectionsInWords(text, tags)
    const [upTo = '', code = ''] = /^\s*(=|[^\s"\\{}\uFFFC\u201C-\u201F]+)/.exec(text) ?? []
    this.#code = code.toUpperCase()
    this.#at = upTo.length
  }

  read(): FieldInstruction {
    const tag = this.#first
    if (tag === undefined) return { words: [], mistakes: [] }
    if (this.#code === '' || (tag.start === this.#at && this.#code !== '=')) {
      const message = 'An answer cannot choose what the field does.'
      return this.#refused(tag, message, 'Write the field’s name before the tag, with a space behind it.')
    }
    if (EXTERNAL_FIELDS.has(this.#code)) {
      const message = `No answer can stand in a field ${this.#code}, which opens or runs something else.`
      return this.#refused(tag, message, 'Take the tag out of the field, or write the field’s result as plain text.')
    }
    while (this.#at < this.#text.length) this.#step()
    this.#endWord()
    return { words: this.#mistakes.length === 0 ? this.#words : [], mistakes: this.#mistakes }
  }

  #step(): void {
    const tag = this.#tags.get(this.#at)
    if (tag !== undefined) {
      this.#readTag(tag)
      this.#at = tag.end
      return
    }
    const char = this.#text[this.#at] ?? ''
    const { quoted = false } = this.#word ?? {}
    if (char === INNER_FIELD) this.#divide()
    else if (QUOTATION_MARK.test(char)) {
      this.#endWord()
      if (!quoted) this.#beginWord(this.#at + 1, true)
    } else if (char === '\\') return this.#readBackslash(quoted)
    else if (!quoted && SPACE.test(char)) this.#endWord()
    else if (this.#word === undefined) this.#beginWord(this.#at, false)
    this.#at += 1
  }

  /** In quotation marks a backslash escapes the next character, elsewhere it begins a switch. */
  #readBackslash(quoted: boolean): void {
    if (this.#tags.has(this.#at + 1)) {
      const tag = this.#tags.get(this.#at + 1) as Tag
      const message = 'A backslash right before a tag would make something else of the answer.'
      this.#mistake(tag, message, 'Write two backslashes for one, or take it away.')
      this.#at += 1
      return
    }
    if (!quoted) {
      this.#endWord()
      this.#ownedBySwitch = SWITCH_WITH_ARGUMENT.test(this.#text.slice(this.#at, this.#at + 2))
    }
    this.#at += 2
  }

  #readTag(tag: Tag): void {
    if (tag.kind === 'variable' || tag.kind === 'comment' || tag.kind === 'literal') {
      if (this.#word === undefined) this.#beginWord(tag.start, false)
      if (this.#word !== undefined) this.#word.tags += 1
      return
    }
    if (this.#word?.quoted === true || this.#inWords.has(tag)) {
      if (this.#word === undefined) this.#beginWord(tag.start, false)
      if (this.#word !== undefined) this.#word.tags += 1
    } else this.#readBareSection(tag)
    const place = this.#word === undefined ? 0 : this.#number
    if (tag.kind !== 'close') this.#sections.push(place)
    else if (this.#sections.pop() !== place) this.#wholeWords(tag)
  }

  /** A section outside of quotation marks and words must hold whole words. */
  #readBareSection(tag: Tag): void {
    const next = this.#tags.get(tag.end)
    const follows = this.#word !== undefined && this.#word.tags > 0
    const precedes = next !== undefined && (next.kind === 'variable' || this.#inWords.has(next))
    if (follows || precedes || this.#code === 'HYPERLINK') this.#wholeWords(tag)
    this.#endWord()
  }

  #wholeWords(tag: Tag): void {
    const message = 'The tags of this section do not stand inside the quotation marks of one word of the field.'
    this.#mistake(tag, message, 'Put both inside them, or outside with spaces round them; in a HYPERLINK field inside.')
  }

  #beginWord(start: number, quoted: boolean): void {
    this.#number += 1
    this.#word = { start, quoted, inSwitch: this.#ownedBySwitch, divided: false, tags: 0 }
    this.#ownedBySwitch = false
  }

  #endWord(): void {
    const word = this.#word
    this.#word = undefined
    if (word === undefined || word.tags === 0) return
    const as = this.#kindOf(word)
    this.#words.push({ start: word.start, end: this.#at, as })
    if (as === 'address' && word.divided) this.#mistakes.push({ at: word.start, ...TWO_SOURCES })
  }

  /** A nested field stays where it is: the text on its two sides is rewritten separately. */
  #divide(): void {
    const word = this.#word
    if (word === undefined) return
    word.divided = true
    this.#endWord()
    if (!word.quoted) return
    this.#number += 1
    this.#word = { ...word, start: this.#at + 1, tags: 0 }
  }

  #kindOf({ quoted, inSwitch }: Word): TaggedWord['as'] {
    if (this.#code === 'HYPERLINK' && !inSwitch) return 'address'
    return quoted ? 'quoted' : EXPRESSIONS.has(this.#code) ? 'expression' : 'bare'
  }

  #mistake(tag: Tag, message: string, fix: string): void {
    this.#mistakes.push({ at: tag.start, message, fix })
  }

  #refused(tag: Tag, message: string, fix: string): FieldInstruction {
    return { words: [], mistakes: [{ at: tag.start, message, fix }] }
  }
}

/**
 * The tags of sections without a space, quotation mark, switch or field in them: they are part of the word around them.
 */
function sectionsInWords(text: string, tags: readonly Tag[]): Set<Tag> {
  const found = new Set<Tag>()
  const open: { readonly tag: Tag; whole: boolean }[] = []
  let at = 0
  for (const tag of tags) {
    if (ENDS_A_WORD.test(text.slice(at, tag.start))) for (const each of open) each.whole = false
    at = tag.end
    if (tag.kind === 'open' || tag.kind === 'inverted') open.push({ tag, whole: true })
    const section = tag.kind === 'close' ? open.pop() : undefined
    if (section?.whole === true) found.add(section.tag).add(tag)
  }
  return found
}
