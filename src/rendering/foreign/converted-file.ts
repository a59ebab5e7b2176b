/**
 * What the flows of one converted file share.
 */
import { fileRefusal } from '../template/mistake.ts'
import { expressionKey } from './expressions.ts'

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

/** What tags of another engine say about names: of a list, of a condition, and whose fields they are. */
export interface Meanings {
  readonly lists: ReadonlySet<string>
  readonly conditions: ReadonlySet<string>
  /** What a picture stands for. */
  readonly pictures: ReadonlySet<string>
  /** By list. */
  readonly fields: ReadonlyMap<string, ReadonlySet<string>>
}

/**
 * Counts the tags of a file, names its expressions, and collects what it loops over.
 */
export class ConvertedFile {
  readonly #names = new Map<string, string>()
  readonly #taken = new Map<string, number>()
  /** Names that are written in the template. */
  readonly #paths = new Set<string>()
  readonly #loops = new Set<string>()
  readonly #conditions = new Set<string>()
  readonly #pictures = new Set<string>()
  readonly #fields = new Map<string, Set<string>>()
  #tags = 0
  #losses = 0

  get tags(): number {
    return this.#tags
  }

  /** The names of what is looped over: certainly lists. */
  get lists(): string[] {
    return [...this.#loops]
  }

  /** What the other engine’s tags say for certain. */
  get meanings(): Meanings {
    const conditions = this.#conditions.difference(this.#loops)
    return { lists: this.#loops, conditions, pictures: this.#pictures, fields: this.#fields }
  }

  /** A list; `named`: each tag says whether it means a field of the items. */
  noteLoop(name: string, named: boolean): void {
    this.#loops.add(name)
    if (named && !this.#fields.has(name)) this.#fields.set(name, new Set())
  }

  noteCondition(name: string): void {
    this.#conditions.add(name)
  }

  notePicture(name: string): void {
    this.#pictures.add(name)
  }

  /** A name that the items of a list have. */
  noteField(list: string, field: string): void {
    const fields = this.#fields.get(list) ?? new Set()
    this.#fields.set(list, fields.add(field))
  }

  /** A name that is written in the template: no expression gets it. */
  notePath(name: string): void {
    this.#paths.add(name)
  }

  /** Notes the names that are written in what another reading has read. */
  notePathsOf(other: ConvertedFile): void {
    for (const each of other.#paths) this.#paths.add(each)
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
    const key = expressionKey(expression)
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const words = OPERATORS.reduce((text, [sign, word]) => text.replaceAll(sign, word), expression.slice(0, 200))
    const slug = words
      .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
      .slice(0, MAX_NAME_LENGTH)
      .replaceAll(/^_+|_+$/g, '')
    const base = /^\p{L}/u.test(slug) ? slug : slug === '' ? 'value' : `value_${slug}`
    let name: string
    do {
      const count = (this.#taken.get(base) ?? 0) + 1
      this.#taken.set(base, count)
      name = count === 1 ? base : `${base}_${count}`
    } while (this.#paths.has(name))
    this.#names.set(key, name)
    return name
  }
}
