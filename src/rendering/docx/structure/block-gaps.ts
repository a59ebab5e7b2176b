/**
 * What a paragraph of tags stood for on the page besides its tags: tables that it kept apart, and a page that it began.
 */
import type { Interval } from '../sections/intervals.ts'
import { replaceWithXml, replacementOf } from '../sections/intervals.ts'
import type { AnchoredSection, DroppedElements } from '../sections/anchored-section.ts'
import type { Guard } from '../sections/guards.ts'
import { attribute } from '../xml/attributes.ts'
import { firstIndex } from '../xml/search.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'

/** Intervals for such gaps, and what is written `instead` of paragraphs that go. */
export interface Gaps {
  readonly intervals: readonly Interval[]
  readonly instead: ReadonlyMap<XmlElement, string>
}

/** The gaps of one flow. `values` are paragraphs that a value of several blocks may replace. */
export function gapIntervals(
  part: XmlPart,
  sections: readonly AnchoredSection[],
  dropped: DroppedElements,
  guards: readonly Guard[],
  values: readonly XmlElement[],
): Gaps {
  const [hasBreaks, hasTables] = [part.names.has('w:pageBreakBefore'), part.names.has('w:tbl')]
  if (!hasBreaks && !hasTables) return NO_GAPS
  const gaps = new BlockGaps(part, sections, dropped, guards, values)
  const { intervals, instead } = hasBreaks ? gaps.pageBreaks() : NO_GAPS
  return { intervals: hasTables ? [...intervals, ...gaps.tables()] : intervals, instead }
}

const NO_GAPS: Gaps = { intervals: [], instead: new Map() }

/** The blocks of one flow, and which of them may be missing from a document. */
class BlockGaps {
  readonly #part: XmlPart
  readonly #dropped: DroppedElements
  readonly #containers = new Set<XmlElement>()
  /** Paragraphs that are not always written as they are. */
  readonly #changing: ReadonlySet<XmlElement>
  /** Where sections begin and end. */
  readonly #edges: readonly number[]

  constructor(
    part: XmlPart,
    sections: readonly AnchoredSection[],
    dropped: DroppedElements,
    guards: readonly Guard[],
    values: readonly XmlElement[],
  ) {
    this.#part = part
    this.#dropped = dropped
    this.#changing = new Set([...guards.map((each) => each.element), ...values])
    this.#edges = sections.flatMap(({ open, close }) => [open.pos, close.pos]).sort((a, b) => a - b)
    for (const { open, close } of sections) for (const { inside } of [open, close]) this.#containers.add(inside)
    for (const each of [...dropped.paragraphs, ...this.#changing])
      if (each.parent !== undefined) this.#containers.add(each.parent)
  }

  /** Keeps tables apart that would grow together. */
  tables(): Interval[] {
    const intervals: Interval[] = []
    for (const container of this.#containers) {
      let before: XmlElement | undefined
      for (const each of container.children) {
        if (!BLOCKS.has(each.name)) continue
        if (each.name === 'w:tbl' && this.#mayMeetTable(container, before, each)) intervals.push(this.#apart(each))
        before = each
      }
    }
    return intervals
  }

  /** Page breaks before paragraphs that go: the next paragraph has them, or what is written `instead`. */
  pageBreaks(): Gaps {
    const { prefix: w } = this.#part
    const intervals: Interval[] = []
    const instead = new Map<XmlElement, string>()
    const done = new Set<XmlElement>()
    for (const each of this.#dropped.paragraphs) {
      if (!this.#beginsPage(each)) continue
      const next = this.#nextKept(each)
      if (next !== undefined && (done.has(next) || this.#beginsPage(next))) continue
      const start = next === undefined ? undefined : this.#withPageBreak(next)
      if (next === undefined || start === undefined)
        instead.set(each, `<${w}p><${w}pPr><${w}pageBreakBefore/></${w}pPr></${w}p>`)
      else {
        intervals.push(start)
        done.add(next)
      }
    }
    return { intervals, instead }
  }

  #mayMeetTable(container: XmlElement, before: XmlElement | undefined, table: XmlElement): boolean {
    if (this.#hasEdge(before?.end ?? container.inner, table.start)) return true
    return before?.name === 'w:p' && (this.#dropped.paragraphs.has(before) || this.#changing.has(before))
  }

  #apart(table: XmlElement): Interval {
    return {
      from: table.start,
      to: table.inner,
      rank: 1_000_000,
      replacement: (inner, pool) => {
        const { nodes } = replacementOf({ node: 'apart', filler: [pool.add(`<${this.#part.prefix}p/>`)] })
        return { ...inner, nodes: [...nodes, ...inner.nodes] }
      },
    }
  }

  #beginsPage(paragraph: XmlElement): boolean {
    const properties = child(paragraph, 'w:pPr')
    const mark = properties === undefined ? undefined : child(properties, 'w:pageBreakBefore')
    if (mark === undefined) return false
    return !/^(?:0|false|off)$/.test(attribute(this.#part, mark, `${this.#part.prefix}val`) ?? '')
  }

  /** The paragraph behind one that goes, where it is there whenever this one would be. */
  #nextKept(paragraph: XmlElement): XmlElement | undefined {
    const siblings = paragraph.parent?.children ?? []
    for (let index = firstIndex(siblings, (each) => each.start >= paragraph.end); index < siblings.length; index++) {
      const each = siblings[index] as XmlElement
      if (!BLOCKS.has(each.name)) continue
      if (this.#hasEdge(paragraph.end, each.start) || each.name !== 'w:p' || this.#changing.has(each)) return undefined
      if (!this.#dropped.paragraphs.has(each)) return each
    }
    return undefined
  }

  #withPageBreak(paragraph: XmlElement): Interval | undefined {
    const { source, prefix: w } = this.#part
    const mark = `<${w}pageBreakBefore/>`
    const properties = child(paragraph, 'w:pPr')
    if (properties !== undefined && properties.inner < properties.innerEnd) {
      // The order of properties is fixed (ISO 29500-1, 17.3.1.26).
      const before = new RegExp(`^(?:\\s*<${w}(?:pStyle|keepNext|keepLines)(?:\\s[^<>]*)?/>)*`)
      const inner = source.slice(properties.inner, properties.innerEnd)
      const kept = source.slice(properties.start, properties.inner) + (before.exec(inner)?.[0] ?? '')
      return replaceWithXml(properties.start, properties.start + kept.length, kept + mark)
    }
    if (properties !== undefined || source.startsWith('/>', paragraph.inner - 2)) return undefined
    const start = source.slice(paragraph.start, paragraph.inner)
    return replaceWithXml(paragraph.start, paragraph.inner, `${start}<${w}pPr>${mark}</${w}pPr>`)
  }

  #hasEdge(from: number, to: number): boolean {
    const edge = this.#edges[firstIndex(this.#edges, (each) => each >= from)]
    return edge !== undefined && edge <= to
  }
}

const BLOCKS: ReadonlySet<string> = new Set(['w:p', 'w:tbl', 'w:sdt', 'w:customXml', 'w:altChunk'])
