/**
 * What the flows of one converted file share.
 */
import { fileRefusal } from '../template/mistake.ts'

const OPERATORS: readonly (readonly [RegExp, string])[] = [
  [/!==?/g, ' is not '],
  [/===?/g, ' is '],
  [/<=/g, ' at most '],
  [/>=/g, ' at least '],
  [/</g, ' below '],
  [/>/g, ' above '],
  [/&&/g, ' and '],
  [/\|\|/g, ' or '],
  [/!/g, ' not '],
  [/\+/g, ' plus '],
  [/(?<=\s|\)|\d)-(?=\s|\(|\d)/g, ' minus '],
  [/\*/g, ' times '],
  [/\//g, ' by '],
  [/%/g, ' mod '],
]

const MAX_NAME_LENGTH = 60

/** Limits of tags and losses in one file: many times what templates hold. */
const MAX_TAGS = 20_000

const MAX_LOSSES = 2_000

/**
 * Counts the tags of a file, names its expressions, and collects what it loops over.
 */
export class ConvertedFile {
  readonly #names = new Map<string, string>()
  readonly #taken = new Map<string, number>()
  readonly #loops = new Set<string>()
  readonly #conditions = new Set<string>()
  #tags = 0
  #losses = 0

  get tags(): number {
    return this.#tags
  }

  /**
   * The names of what is looped over, and so is a list. A name that is also used as a condition is left out: it may be
   * either.
   */
  get lists(): string[] {
    return [...this.#loops].filter((name) => !this.#conditions.has(name))
  }

  noteLoop(name: string): void {
    this.#loops.add(name)
  }

  noteCondition(name: string): void {
    this.#conditions.add(name)
  }

  /** Throws `Refused` for one tag too many. */
  countTag(): void {
    this.#tags += 1
    if (this.#tags > MAX_TAGS)
      throw fileRefusal('too_many_tags', `The file holds more than ${MAX_TAGS} tags. Split it into several templates.`)
  }

  /** Throws `Refused` for one loss too many. */
  countLoss(): void {
    this.#losses += 1
    if (this.#losses > MAX_LOSSES)
      throw fileRefusal(
        'too_many_tags',
        `More than ${MAX_LOSSES} things in the file have no counterpart here. Was it written for this engine?`,
      )
  }

  /**
   * Expressions are not evaluated; the value is asked for under a name made of its words: `price * 1.2`
   * → `price_times_1_2`. The same expression always has the same name, and no other one has it.
   */
  nameOf(expression: string): string {
    const key = expression.replace(/\s+/g, ' ').trim()
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const words = OPERATORS.reduce((text, [sign, word]) => text.replaceAll(sign, word), key.slice(0, 200))
    const slug = words
      .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
      .slice(0, MAX_NAME_LENGTH)
      .replaceAll(/^_+|_+$/g, '')
    const base = /^\p{L}/u.test(slug) ? slug : slug === '' ? 'value' : `value_${slug}`
    const count = (this.#taken.get(base) ?? 0) + 1
    this.#taken.set(base, count)
    const name = count === 1 ? base : `${base}_${count}`
    this.#names.set(key, name)
    return name
  }
}
