/**
 * Sections of the template that hold section breaks of the document. When one is left out, the text before it keeps the
 * page, header and footer that its first break gives it; when it repeats, only the first round begins with that break.
 */
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode } from '../../template/program.ts'
import type { Page } from '../flows/page.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { type Interval, LEAF, replaceWithXml } from '../sections/intervals.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { Nesting } from './nesting.ts'
import { BreakRows, type Holder } from './break-rows.ts'
import { SectionBreaks } from './section-breaks.ts'

/** That a break gives way to the first break of a section, unless one of these is there. */
interface Condition {
  readonly any: readonly AnchoredSection[]
  readonly first: number
  readonly inFirstRound: boolean
}

/** The breaks of one part that depend on sections. */
export class PageSetup {
  readonly #part: XmlPart
  readonly #breaks: SectionBreaks
  readonly #nesting: Nesting<AnchoredSection>
  readonly #holders: readonly Holder[]
  readonly #rows: BreakRows
  readonly #conditions = new Map<number, Condition[]>()
  /** For the first break of a section that repeats with text behind its last one, the break that ends this text. */
  readonly #between = new Map<number, number>()
  /** First breaks of sections, to be kept in a paragraph of their own, unless one of these sections is there. */
  readonly #kept = new Map<AnchoredSection, Pick<Condition, 'any' | 'first'>>()

  constructor(part: XmlPart, breaks: readonly XmlElement[], sections: readonly AnchoredSection[], page: Page) {
    this.#part = part
    this.#breaks = new SectionBreaks(part, breaks, page)
    this.#nesting = new Nesting(sections)
    this.#holders = sections.flatMap((section): Holder[] => {
      const [first, next] = this.#breaks.within(section)
      return first === next ? [] : [{ section, first, next }]
    })
    this.#rows = new BreakRows(this.#breaks, this.#nesting, this.#holders)
    const alike = Map.groupBy(this.#holders, ({ section }) => section.name)
    for (const holder of this.#holders) {
      const others = alike.get(holder.section.name) ?? []
      if (!others.some((each) => isAlternative(holder, each, page))) this.#keep(holder)
      this.#repeat(holder)
    }
  }

  /** The sections at which more follow each other than can be told apart. */
  get refused(): readonly AnchoredSection[] {
    return this.#rows.tooLong
  }

  /** What a section writes when it is left out; nothing where the text before it needs no break. */
  nodesWithout(section: AnchoredSection, pool: BytePool): ProgramNode[] {
    const kept = this.#kept.get(section)
    if (kept === undefined) return []
    const { prefix: w } = this.#part
    const nodes = [
      pool.add(`<${w}p><${w}pPr><${w}spacing ${w}before="0" ${w}after="0"/>`),
      ...this.#nodes(kept.first, pool, new Set(kept.any)),
      pool.add(`</${w}pPr></${w}p>`),
    ]
    return kept.any.length === 0 ? nodes : [guardOf(kept.any, [], nodes)]
  }

  get intervals(): Interval[] {
    const intervals: Interval[] = []
    if (this.#holders.length === 0) return intervals
    const firstOptional = this.#holders.reduce((least, each) => Math.min(least, each.first), Infinity)
    for (let index = 0; index < this.#breaks.length; index++) {
      const { start, end } = this.#breaks.at(index).properties
      if (this.#conditions.has(index) || this.#between.has(index))
        intervals.push({
          from: start,
          to: end,
          rank: LEAF,
          replacement: (_inner, pool) => ({ xml: '', nodes: this.#nodes(index, pool), outline: [] }),
        })
      else if (index > firstOptional) intervals.push(replaceWithXml(start, end, this.#breaks.xmlOf(index)))
    }
    return intervals
  }

  #keep(holder: Holder): void {
    const { section, first, next } = holder
    const breaks = this.#breaks
    const unless = this.#rows.before(holder)
    if (unless === undefined) return
    if (next < breaks.length && !breaks.hasTextUpTo(section.close.pos, next)) {
      const around = this.#nesting.upFrom(section)[1]
      const [inner, outer] = this.#nesting.upFrom(this.#nesting.innermost(breaks.at(next).properties))
      const isBeside = inner === around
      if (isBeside || (outer === undefined && around === undefined)) {
        const conditions = this.#conditions.get(next) ?? []
        conditions.push({ any: [section, ...unless], first, inFirstRound: !isBeside })
        this.#conditions.set(next, conditions)
        return
      }
    }
    this.#kept.set(section, { any: unless, first })
  }

  /** A break at the start of each round ends the text of the round before it, but the first one ends what is above. */
  #repeat({ section, first, next }: Holder): void {
    const breaks = this.#breaks
    if (section.inverted || next >= breaks.length || this.#nesting.upFrom(section).length > 1) return
    const startsWithBreak = !breaks.hasTextUpTo(section.open.pos, first)
    if (startsWithBreak && breaks.hasTextBefore(next, section.close.pos)) this.#between.set(first, next)
  }

  /** What writes a break; `absent` are sections that are not there where it is written. */
  #nodes(
    index: number,
    pool: BytePool,
    absent: ReadonlySet<AnchoredSection> = NONE,
    isFirstRound = false,
  ): ProgramNode[] {
    const plain = (): ProgramNode[] => [pool.add(this.#breaks.xmlOf(index))]
    const between = this.#between.get(index)
    let write = (): ProgramNode[] =>
      between === undefined
        ? plain()
        : [{ node: 'once', children: plain(), otherwise: [pool.add(this.#breaks.xmlOf(between))] }]
    for (const { any, first, inFirstRound } of this.#conditions.get(index) ?? []) {
      const own = write
      const isDecided = any.every((each) => absent.has(each))
      const around = isDecided ? absent : absent.union(new Set(any))
      const otherwise = (): ProgramNode[] => this.#nodes(first, pool, around, isFirstRound || inFirstRound)
      const decide = isDecided ? otherwise : (): ProgramNode[] => [guardOf(any, own(), otherwise())]
      write = inFirstRound && !isFirstRound ? () => [{ node: 'once', children: decide(), otherwise: plain() }] : decide
    }
    return write()
  }
}

const NONE: ReadonlySet<AnchoredSection> = new Set()

const guardOf = (
  sections: readonly AnchoredSection[],
  children: readonly ProgramNode[],
  otherwise: readonly ProgramNode[],
): ProgramNode => ({
  node: 'guard',
  any: sections.map(({ name, inverted }) => ({ name, inverted })),
  children,
  otherwise,
})

/** Whether two sections of one name beside each other are the two sides of a question: one of them is always there. */
function isAlternative(a: Holder, b: Holder, page: Page): boolean {
  const [before, behind] = a.first < b.first ? [a.section, b.section] : [b.section, a.section]
  return (
    before.inverted !== behind.inverted &&
    before.close.pos <= behind.open.pos &&
    page.isEmpty(before.close.pos, behind.open.pos)
  )
}
