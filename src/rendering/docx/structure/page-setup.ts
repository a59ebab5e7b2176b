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
import { SectionBreaks } from './section-breaks.ts'

/** A section that holds breaks: the first of them, and the first break behind it. */
interface Holder {
  readonly section: AnchoredSection
  readonly first: number
  readonly next: number
}

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
    for (const holder of this.#holders) {
      if (!this.#holders.some((each) => isAlternative(holder, each, page))) this.#keep(holder)
      this.#repeat(holder)
    }
  }

  /** What a section writes when it is left out; nothing where the text before it needs no break. */
  nodesWithout(section: AnchoredSection, pool: BytePool): ProgramNode[] {
    const kept = this.#kept.get(section)
    if (kept === undefined) return []
    const { prefix: w } = this.#part
    const nodes = [
      pool.add(`<${w}p><${w}pPr><${w}spacing ${w}before="0" ${w}after="0"/>`),
      ...this.#nodes(kept.first, pool),
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
    const unless = this.#sectionsBefore(holder)
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

  /**
   * The sections whose breaks stand between a section and the text before it; undefined where no text needs its break.
   */
  #sectionsBefore({ section, first }: Holder): AnchoredSection[] | undefined {
    const sections: AnchoredSection[] = []
    let [index, place] = [first, section.open.pos]
    while (!this.#breaks.hasTextBefore(index, place)) {
      if (index === 0) return undefined
      const before = this.#holders.find(
        (each) => each.first < index && index <= each.next && each.section.close.pos <= section.open.pos,
      )
      if (before === undefined) return undefined
      sections.push(before.section)
      index = before.first
      place = before.section.open.pos
    }
    return sections
  }

  /** A break at the start of each round ends the text of the round before it, but the first one ends what is above. */
  #repeat({ section, first, next }: Holder): void {
    const breaks = this.#breaks
    if (section.inverted || next >= breaks.length || this.#nesting.upFrom(section).length > 1) return
    const startsWithBreak = !breaks.hasTextUpTo(section.open.pos, first)
    if (startsWithBreak && breaks.hasTextBefore(next, section.close.pos)) this.#between.set(first, next)
  }

  #nodes(index: number, pool: BytePool): ProgramNode[] {
    const plain = (): ProgramNode[] => [pool.add(this.#breaks.xmlOf(index))]
    const between = this.#between.get(index)
    let nodes: ProgramNode[] =
      between === undefined
        ? plain()
        : [{ node: 'once', children: plain(), otherwise: [pool.add(this.#breaks.xmlOf(between))] }]
    for (const { any, first, inFirstRound } of this.#conditions.get(index) ?? []) {
      nodes = [guardOf(any, nodes, this.#nodes(first, pool))]
      if (inFirstRound) nodes = [{ node: 'once', children: nodes, otherwise: plain() }]
    }
    return nodes
  }
}

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

/** Whether two sections beside each other are the two sides of one question: one of them is always there. */
function isAlternative(a: Holder, b: Holder, page: Page): boolean {
  const [before, behind] = a.first < b.first ? [a.section, b.section] : [b.section, a.section]
  return (
    before.name === behind.name &&
    before.inverted !== behind.inverted &&
    before.close.pos <= behind.open.pos &&
    page.isEmpty(before.close.pos, behind.open.pos)
  )
}
