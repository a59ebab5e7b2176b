/**
 * The lists that a document gets besides those of its template: one for each round of a loop, and those of Markdown.
 */
import type { NumberingEntry } from '../../template/docx-body.ts'
import type { ListNode } from '../../template/program.ts'
import { type Scope, aroundRounds } from '../../template/scope.ts'
import type { RoundPlaces } from './places.ts'

/** Indents of Markdown’s lists, in twentieths of a point. */
export const INDENT = 720
export const HANGING = 360

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8]

export class Lists {
  readonly #numbering: NumberingEntry | undefined
  readonly #rounds: RoundPlaces
  /** By the list they begin anew and the round. */
  readonly #ofRounds = new Map<string, string>()
  /** The numbers of new definitions, by what is in them. */
  readonly #definitions = new Map<string, number>()
  #bullets: string | undefined
  #count = 0
  /** The elements that the numbering part needs. */
  definitions = ''
  added = ''

  constructor(numbering: NumberingEntry | undefined, rounds: RoundPlaces) {
    this.#numbering = numbering
    this.#rounds = rounds
  }

  /** Whether lists can be added at all. */
  get isOpen(): boolean {
    return this.#numbering !== undefined
  }

  /** The list of a numbered paragraph in this round. */
  ofRound({ first, round, outer }: ListNode, scope: Scope): string {
    const own = this.#rounds.scopeOf(round, scope)
    const { serial } = outer ? aroundRounds(own) : own
    const definition = this.#numbering?.lists[first]
    if (serial === 0 || definition === undefined) return first
    const key = `${first} ${serial}`
    const known = this.#ofRounds.get(key)
    if (known !== undefined) return known
    const list = this.#next()
    this.#ofRounds.set(key, list)
    this.added += definition.start + list + definition.rest
    return list
  }

  /** A numbered list that begins with a number at a level; `definition` is what a style of the template has. */
  numbered(level: number, start: number, definition?: string): string {
    const w = this.#numbering?.prefix ?? ''
    const own = this.#define(definition ?? this.#levels(numberLevel))
    const list = this.#next()
    this.added +=
      `<${w}num ${w}numId="${list}"><${w}abstractNumId ${w}val="${own}"/><${w}lvlOverride ${w}ilvl="${level}">` +
      `<${w}startOverride ${w}val="${start}"/></${w}lvlOverride></${w}num>`
    return list
  }

  /** The list of all bullets. */
  bulleted(): string {
    if (this.#bullets !== undefined) return this.#bullets
    const w = this.#numbering?.prefix ?? ''
    const own = this.#define(this.#levels(bulletLevel))
    this.#bullets = this.#next()
    this.added += `<${w}num ${w}numId="${this.#bullets}"><${w}abstractNumId ${w}val="${own}"/></${w}num>`
    return this.#bullets
  }

  #next(): string {
    this.#count += 1
    return String((this.#numbering?.highest ?? 0) + this.#count)
  }

  #define(content: string): number {
    const known = this.#definitions.get(content)
    if (known !== undefined) return known
    const w = this.#numbering?.prefix ?? ''
    const id = (this.#numbering?.highest_definition ?? 0) + this.#definitions.size + 1
    this.#definitions.set(content, id)
    this.definitions += `<${w}abstractNum ${w}abstractNumId="${id}">${content}</${w}abstractNum>`
    return id
  }

  #levels(look: (level: number) => readonly [string, string]): string {
    const w = this.#numbering?.prefix ?? ''
    const levels = LEVELS.map((level) => {
      const [format, text] = look(level)
      return (
        `<${w}lvl ${w}ilvl="${level}"><${w}start ${w}val="1"/><${w}numFmt ${w}val="${format}"/>` +
        `<${w}lvlText ${w}val="${text}"/><${w}lvlJc ${w}val="left"/>` +
        `<${w}pPr><${w}ind ${w}left="${INDENT * (level + 1)}" ${w}hanging="${HANGING}"/></${w}pPr></${w}lvl>`
      )
    })
    return `<${w}multiLevelType ${w}val="hybridMultilevel"/>${levels.join('')}`
  }
}

const FORMATS = ['decimal', 'lowerLetter', 'lowerRoman'] as const

const numberLevel = (level: number) => [FORMATS[level % 3] ?? 'decimal', `%${level + 1}.`] as const

const bulletLevel = (level: number) => ['bullet', level % 2 === 0 ? '•' : '–'] as const
