/**
 * Sections with section breaks that follow each other without text between them: the text before such a row gets the
 * break of the one that is there first.
 */
import type { AnchoredSection } from '../sections/anchored-section.ts'
import type { Nesting } from './nesting.ts'
import type { SectionBreaks } from './section-breaks.ts'

/** A section that holds breaks: the first of them, and the first break behind it. */
export interface Holder {
  readonly section: AnchoredSection
  readonly first: number
  readonly next: number
}

/** Longer rows are refused: each section asks for all before it, so the program grows with the square. */
const MAX_IN_A_ROW = 300

const NONE: readonly AnchoredSection[] = []

/** The rows of one part. */
export class BreakRows {
  /** The sections at which a row becomes too long. */
  readonly tooLong: AnchoredSection[] = []
  readonly #breaks: SectionBreaks
  readonly #nesting: Nesting<AnchoredSection>
  readonly #holders: ReadonlyMap<AnchoredSection, Holder>
  readonly #before = new Map<Holder, readonly AnchoredSection[] | undefined>()

  /** `holders` are in document order, so that a row is followed one step back for each. */
  constructor(breaks: SectionBreaks, nesting: Nesting<AnchoredSection>, holders: readonly Holder[]) {
    this.#breaks = breaks
    this.#nesting = nesting
    this.#holders = new Map(holders.map((each) => [each.section, each]))
    for (const each of holders) this.before(each)
  }

  /**
   * The sections whose breaks stand between a section and the text before it, the nearest first; undefined where no
   * text needs its break.
   */
  before(holder: Holder): readonly AnchoredSection[] | undefined {
    if (!this.#before.has(holder)) this.#before.set(holder, this.#find(holder))
    return this.#before.get(holder)
  }

  #find({ section, first }: Holder): readonly AnchoredSection[] | undefined {
    if (this.#breaks.hasTextBefore(first, section.open.pos)) return NONE
    const previous = first === 0 ? undefined : this.#holderOf(first - 1, section)
    const further = previous === undefined ? undefined : this.before(previous)
    if (previous === undefined || further === undefined) return undefined
    if (further.length < MAX_IN_A_ROW) return [previous.section, ...further]
    this.tooLong.push(section)
    return undefined
  }

  /** The outermost section that holds a break and ends before another section. */
  #holderOf(index: number, { open }: AnchoredSection): Holder | undefined {
    return this.#nesting
      .upFrom(this.#nesting.innermost(this.#breaks.at(index).properties))
      .flatMap((section) => this.#holders.get(section) ?? [])
      .findLast(({ section, first, next }) => first <= index && index < next && section.close.pos <= open.pos)
  }
}
