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

/** The breaks of one part that depend on sections. */
export class PageSetup {
  readonly #part: XmlPart
  readonly #breaks: SectionBreaks
  readonly #nesting: Nesting<AnchoredSection>
  /** For a break, the sections without which it gives way to their first break; `first`: only in the first round. */
  readonly #conditions = new Map<number, { readonly holder: Holder; readonly inFirstRound: boolean }[]>()
  /** For the first break of a section that repeats with text behind its last one, the break that ends this text. */
  readonly #between = new Map<number, number>()
  /** The first breaks of sections, to be kept in a paragraph of their own where these are left out. */
  readonly #kept = new Map<AnchoredSection, number>()
  #firstOptional = Infinity

  constructor(part: XmlPart, breaks: readonly XmlElement[], sections: readonly AnchoredSection[], page: Page) {
    this.#part = part
    this.#breaks = new SectionBreaks(part, breaks, page)
    this.#nesting = new Nesting(sections)
    const holders = sections.flatMap((section): Holder[] => {
      const [first, next] = this.#breaks.within(section)
      return first === next ? [] : [{ section, first, next }]
    })
    for (const holder of holders) {
      this.#firstOptional = Math.min(this.#firstOptional, holder.first)
      if (!holders.some((each) => isAlternative(holder, each, page))) this.#keep(holder)
      this.#repeat(holder)
    }
  }

  /** What a section writes when it is left out; nothing where the text before it needs no break. */
  nodesWithout(section: AnchoredSection, pool: BytePool): ProgramNode[] {
    const first = this.#kept.get(section)
    if (first === undefined) return []
    const { prefix: w } = this.#part
    const paragraph = pool.add(`<${w}p><${w}pPr><${w}spacing ${w}before="0" ${w}after="0"/>`)
    return [paragraph, ...this.#nodes(first, pool), pool.add(`</${w}pPr></${w}p>`)]
  }

  get intervals(): Interval[] {
    const intervals: Interval[] = []
    for (let index = 0; index < this.#breaks.length; index++) {
      const { start, end } = this.#breaks.at(index).properties
      if (this.#conditions.has(index) || this.#between.has(index))
        intervals.push({
          from: start,
          to: end,
          rank: LEAF,
          replacement: (_inner, pool) => ({ xml: '', nodes: this.#nodes(index, pool), outline: [] }),
        })
      else if (index > this.#firstOptional) intervals.push(replaceWithXml(start, end, this.#breaks.xmlOf(index)))
    }
    return intervals
  }

  #keep(holder: Holder): void {
    const { section, first, next } = holder
    const { open, close } = section
    const breaks = this.#breaks
    if (!breaks.hasTextBefore(first, open.pos)) return
    if (next >= breaks.length || breaks.hasTextUpTo(close.pos, next)) {
      this.#kept.set(section, first)
      return
    }
    const around = this.#nesting.upFrom(section)[1]
    const [inner, outer] = this.#nesting.upFrom(this.#nesting.innermost(breaks.at(next).properties))
    const isBeside = inner === around
    if (!isBeside && (outer !== around || around !== undefined)) {
      this.#kept.set(section, first)
      return
    }
    const conditions = this.#conditions.get(next) ?? []
    conditions.push({ holder, inFirstRound: !isBeside })
    this.#conditions.set(next, conditions)
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
    for (const { holder, inFirstRound } of this.#conditions.get(index) ?? []) {
      const { name, inverted } = holder.section
      const otherwise = this.#nodes(holder.first, pool)
      nodes = [{ node: 'guard', any: [{ name, inverted }], children: nodes, otherwise }]
      if (inFirstRound) nodes = [{ node: 'once', children: nodes, otherwise: plain() }]
    }
    return nodes
  }
}

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
