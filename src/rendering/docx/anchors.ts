/**
 * Decides where in the XML a section begins and ends. A tag that stands alone in its paragraph or row takes it along; a section round
 * whole rows, cells or paragraphs is made of those; any other begins and ends in the text, and `passage` balances it.
 */
import type { Nested } from '../tags.ts'
import type { Anchor } from './balance.ts'
import type { PartFlows, PlacedTag } from './flows.ts'
import { firstIndex } from './search.ts'
import { type XmlElement, type XmlPart, child } from './xml.ts'

export interface AnchoredSection {
  readonly name: string
  readonly inverted: boolean
  readonly open: Anchor
  readonly close: Anchor
  readonly level: 'row' | 'cell' | 'block' | 'inline'
  /** Whole table rows or list items. */
  readonly repeats: boolean
  /** Outer sections come before inner ones. */
  readonly rank: number
  readonly openTag: PlacedTag
  readonly closeTag: PlacedTag
}

/** Paragraphs and rows that hold nothing but tags, and so are not part of any document. */
export interface Dropped {
  readonly paragraphs: ReadonlySet<XmlElement>
  readonly rows: ReadonlySet<XmlElement>
}

/** Which elements a section begins or ends in without lying in them as a whole. */
export class Crossings {
  readonly #starts: readonly AnchoredSection[]
  readonly #ends: readonly AnchoredSection[]

  constructor(sections: readonly AnchoredSection[]) {
    this.#starts = sections.toSorted((a, b) => a.open.pos - b.open.pos)
    this.#ends = sections.toSorted((a, b) => a.close.pos - b.close.pos)
  }

  crosses(element: XmlElement): boolean {
    return this.lastIn(element) !== undefined
  }

  /** The end of the first child of a container behind which no section of its surroundings comes in or goes out, and that no section inside reaches over. */
  settledFrom(container: XmlElement): number | undefined {
    let last = this.lastIn(container)
    let from: number | undefined
    while (last !== undefined) {
      const at: number = last
      const end: number = container.children.findLast(each => each.start < at)?.end ?? container.inner
      from = end
      last = undefined
      for (let index = firstIndex(this.#starts, each => each.open.pos > container.start); index < this.#starts.length; index++) {
        const { open, close } = this.#starts[index] as AnchoredSection
        if (open.pos >= end) break
        if (close.pos > end && close.pos < container.end) last = Math.max(last ?? 0, close.pos)
      }
    }
    return from
  }

  /** The last place in an element where a section comes in or goes out. */
  lastIn(element: XmlElement): number | undefined {
    const { start, end } = element
    let last: number | undefined
    for (let index = firstIndex(this.#starts, each => each.open.pos > start); index < this.#starts.length; index++) {
      const each = this.#starts[index] as AnchoredSection
      if (each.open.pos >= end) break
      if (each.close.pos > end) last = each.open.pos
    }
    for (let index = firstIndex(this.#ends, each => each.close.pos > start); index < this.#ends.length; index++) {
      const each = this.#ends[index] as AnchoredSection
      if (each.close.pos >= end) break
      if (each.open.pos < start) last = Math.max(last ?? 0, each.close.pos)
    }
    return last
  }
}

/** What lies on the page: answers whether anything is seen between two places. */
export class Page {
  readonly #solids: readonly number[]

  constructor(flows: PartFlows) {
    this.#solids = flows.solids
  }

  /** How many things are seen in [from, to). */
  count(from: number, to: number): number {
    return Math.max(0, this.#index(to) - this.#index(from))
  }

  empty(from: number, to: number): boolean {
    return this.count(from, to) === 0
  }

  #index(offset: number): number {
    return firstIndex(this.#solids, each => each >= offset)
  }
}

/** Finds the paragraphs and rows that hold only tags. A row goes only with a section that ends in another row of its table, and with none that leaves the table. */
function findDropped(tags: readonly PlacedTag[], nested: readonly Nested<PlacedTag>[], page: Page): Dropped {
  const paragraphs = new Set<XmlElement>()
  for (const { paragraph: { element } } of tags) {
    if (element.name === 'w:p' && page.empty(element.start, element.end)) paragraphs.add(element)
  }
  const rows = new Set<XmlElement>()
  const staying = new Set<XmlElement>()
  const consider = (row: XmlElement, other: XmlElement): void => {
    if (row.parent === undefined || !contains(row.parent, other)) staying.add(row)
    else if (!contains(row, other) && page.empty(row.start, row.end)) rows.add(row)
  }
  const visit = (nodes: readonly Nested<PlacedTag>[]): void => {
    for (const { open, close, children } of nodes) {
      if (close === undefined) continue
      const [first, last] = [open.paragraph.element, close.paragraph.element]
      for (const row of rowsAbove(first)) consider(row, last)
      for (const row of rowsAbove(last)) consider(row, first)
      visit(children)
    }
  }
  visit(nested)
  return { paragraphs, rows: rows.difference(staying) }
}

/**
 * Anchors all sections of one flow, and says which paragraphs and rows go. A paragraph stays when one of its sections ends in another cell
 * without being made of whole rows or cells: its own cell would be left without a paragraph.
 */
export function anchorFlow(
  part: XmlPart, tags: readonly PlacedTag[], nested: readonly Nested<PlacedTag>[], page: Page, firstRank: number,
): { sections: AnchoredSection[]; dropped: Dropped } {
  const found = findDropped(tags, nested, page)
  const paragraphs = new Set(found.paragraphs)
  const dropped = { paragraphs, rows: found.rows }
  for (;;) {
    const sections = anchorSections(part, nested, page, dropped, firstRank)
    const kept = sections.filter(each => each.level === 'inline' && cellAround(each.open.inside) !== cellAround(each.close.inside))
      .flatMap(each => [each.openTag.paragraph.element, each.closeTag.paragraph.element]).filter(each => paragraphs.has(each))
    if (kept.length === 0) return { sections, dropped }
    for (const each of kept) paragraphs.delete(each)
  }
}

function cellAround(element: XmlElement): XmlElement | undefined {
  let at: XmlElement | undefined = element
  while (at !== undefined && at.name !== 'w:tc') at = at.parent
  return at
}

/** Anchors all sections of one flow, outer ones first. */
function anchorSections(part: XmlPart, nested: readonly Nested<PlacedTag>[], page: Page, dropped: Dropped, firstRank: number): AnchoredSection[] {
  const sections: AnchoredSection[] = []
  const visit = (nodes: readonly Nested<PlacedTag>[], low: number, high: number): void => {
    let from = low
    const sectionNodes = nodes.filter(each => each.close !== undefined)
    for (const [index, { open, close, children }] of sectionNodes.entries()) {
      if (close === undefined) continue
      const next = sectionNodes[index + 1]?.open.pieces[0]?.from ?? high
      const placed = new Placement(part, page, dropped, open, close, from, Math.min(high, next)).decide()
      sections.push({
        ...placed,
        name: open.tag.name,
        inverted: open.tag.kind === 'inverted',
        rank: firstRank + sections.length,
        openTag: open,
        closeTag: close,
      })
      visit(children, placed.open.pos, placed.close.pos)
      from = placed.close.pos
    }
  }
  visit(nested, 0, part.source.length)
  return sections
}

type Placed = Pick<AnchoredSection, 'open' | 'close' | 'level' | 'repeats'>

/** The choice for one section, between the limits that the sections round it leave. */
class Placement {
  readonly #part: XmlPart
  readonly #page: Page
  readonly #dropped: Dropped
  readonly #open: PlacedTag
  readonly #close: PlacedTag
  readonly #low: number
  readonly #high: number

  constructor(part: XmlPart, page: Page, dropped: Dropped, open: PlacedTag, close: PlacedTag, low: number, high: number) {
    this.#part = part
    this.#page = page
    this.#dropped = dropped
    this.#open = open
    this.#close = close
    this.#low = low
    this.#high = high
  }

  decide(): Placed {
    return this.#rows() ?? this.#cells() ?? this.#blocks() ?? {
      open: this.#fixed(this.#open) ?? this.#inline().open,
      close: this.#fixed(this.#close) ?? this.#inline().close,
      level: 'inline',
      repeats: false,
    }
  }

  /** From before one row to behind another of the same table. */
  #rows(): Placed | undefined {
    for (const first of rowsAbove(this.#openParagraph)) {
      const last = rowsAbove(this.#closeParagraph).find(each => each.parent === first.parent)
      if (last === undefined || first.parent === undefined) continue
      if (first === last && cellOf(first, this.#openParagraph) === cellOf(last, this.#closeParagraph)) continue
      const from = this.#dropped.rows.has(first) || this.#page.empty(first.start, this.#openAt) ? first.start : undefined
      const to = this.#dropped.rows.has(last) ? last.start : this.#page.empty(this.#closeEnd, last.end) ? last.end : undefined
      if (from === undefined || to === undefined || !this.#allowed(from, to)) return undefined
      return this.#placed(from, to, first.parent, 'row', true)
    }
    return undefined
  }

  /** From before one cell to behind another of the same row. */
  #cells(): Placed | undefined {
    for (const row of rowsAbove(this.#openParagraph)) {
      if (!contains(row, this.#closeParagraph)) continue
      const first = cellOf(row, this.#openParagraph)
      const last = cellOf(row, this.#closeParagraph)
      if (first === undefined || last === undefined || first === last) return undefined
      if (!this.#page.empty(first.start, this.#openAt) || !this.#page.empty(this.#closeEnd, last.end)) return undefined
      return this.#allowed(first.start, last.end) ? this.#placed(first.start, last.end, row, 'cell', false) : undefined
    }
    return undefined
  }

  /** From before one paragraph to behind another beside it. */
  #blocks(): Placed | undefined {
    const [first, last] = [this.#openParagraph, this.#closeParagraph]
    const { paragraphs } = this.#dropped
    if (first.name !== 'w:p' || first.parent === undefined || first.parent !== last.parent) return undefined
    if (this.#fixedRow(first) !== undefined || this.#fixedRow(last) !== undefined) return undefined
    const wholeFirst = this.#page.empty(first.start, this.#openAt)
    const wholeLast = this.#page.empty(this.#closeEnd, last.end)
    if (first === last && !paragraphs.has(first)) {
      const item = this.#isListItem(first) && wholeFirst && wholeLast && this.#allowed(first.start, first.end)
      return item ? this.#placed(first.start, first.end, first.parent, 'block', true) : undefined
    }
    const from = paragraphs.has(first) || wholeFirst ? first.start : undefined
    const to = paragraphs.has(last) ? last.start : wholeLast ? last.end : undefined
    if (from === undefined || to === undefined || !this.#allowed(from, to)) return undefined
    return this.#placed(from, to, first.parent, 'block', this.#beginsWithListItem(first.parent, from, to))
  }

  /** In the text, as close to whole runs as can be. */
  #inline(): { open: Anchor; close: Anchor } {
    const start = this.#open.pieces.at(-1)
    const end = this.#close.pieces[0]
    if (start === undefined || end === undefined) throw new Error('a tag without text')
    const middle = {
      open: { pos: start.to, inside: start.atom.isText ? start.atom.element : parentOf(start.atom.element) },
      close: { pos: end.from, inside: end.atom.isText ? end.atom.element : parentOf(end.atom.element) },
    }
    if (start.atom === end.atom) return middle
    const open = this.#openRun()
    const close = this.#closeRun()
    if (start.atom.run !== undefined && start.atom.run === end.atom.run) return open !== undefined && close !== undefined ? { open, close } : middle
    return { open: open ?? middle.open, close: close ?? middle.close }
  }

  /** Behind the run that ends with the opening tag, or before the run that begins with it. */
  #openRun(): Anchor | undefined {
    const last = this.#open.pieces.at(-1)
    const first = this.#open.pieces[0]
    if (last?.atom.run !== undefined && isRunEnd(last.atom.run, last.atom.element, last.to, last.atom.to)) {
      return { pos: last.atom.run.end, inside: parentOf(last.atom.run) }
    }
    const run = first?.atom.run
    if (run === undefined || first === undefined || run.start < this.#low) return undefined
    return isRunStart(run, first.atom.element, first.from, first.atom.from) ? { pos: run.start, inside: parentOf(run) } : undefined
  }

  /** Before the run that begins with the closing tag, or behind the run that ends with it. */
  #closeRun(): Anchor | undefined {
    const first = this.#close.pieces[0]
    const last = this.#close.pieces.at(-1)
    if (first?.atom.run !== undefined && isRunStart(first.atom.run, first.atom.element, first.from, first.atom.from)) {
      return { pos: first.atom.run.start, inside: parentOf(first.atom.run) }
    }
    const run = last?.atom.run
    if (run === undefined || last === undefined || run.end > this.#high) return undefined
    return isRunEnd(run, last.atom.element, last.to, last.atom.to) ? { pos: run.end, inside: parentOf(run) } : undefined
  }

  /** Where a tag goes whose paragraph or row is dropped. */
  #fixed(tag: PlacedTag): Anchor | undefined {
    const { element } = tag.paragraph
    const row = this.#fixedRow(element)
    if (row !== undefined) return { pos: row.start, inside: parentOf(row) }
    return this.#dropped.paragraphs.has(element) ? { pos: element.start, inside: parentOf(element) } : undefined
  }

  #fixedRow(paragraph: XmlElement): XmlElement | undefined {
    return rowsAbove(paragraph).findLast(row => this.#dropped.rows.has(row))
  }

  /** Whether the first block between two places is a list item. */
  #beginsWithListItem(container: XmlElement, from: number, to: number): boolean {
    const { children } = container
    for (let index = firstIndex(children, each => each.start >= from); index < children.length; index++) {
      const each = children[index] as XmlElement
      if (each.end > to) return false
      if (!this.#dropped.paragraphs.has(each) && (each.name === 'w:p' || each.name === 'w:tbl')) return this.#isListItem(each)
    }
    return false
  }

  #isListItem(element: XmlElement): boolean {
    const properties = child(element, 'w:pPr')
    if (element.name !== 'w:p' || properties === undefined) return false
    const style = child(properties, 'w:pStyle')
    return child(properties, 'w:numPr') !== undefined
      || (style !== undefined && /list ?(?:bullet|number)|aufz/i.test(this.#part.source.slice(style.start, style.end)))
  }

  #allowed(from: number, to: number): boolean {
    return from >= this.#low && to <= this.#high
  }

  #placed(from: number, to: number, inside: XmlElement, level: Placed['level'], repeats: boolean): Placed {
    return { open: { pos: from, inside }, close: { pos: to, inside }, level, repeats }
  }

  get #openParagraph(): XmlElement {
    return this.#open.paragraph.element
  }

  get #closeParagraph(): XmlElement {
    return this.#close.paragraph.element
  }

  get #openAt(): number {
    return this.#open.pieces[0]?.from ?? 0
  }

  get #closeEnd(): number {
    return this.#close.pieces.at(-1)?.to ?? 0
  }
}

const RUN_NOTHING: ReadonlySet<string> = new Set(['w:rPr', 'a:rPr', 'w:lastRenderedPageBreak'])

/** Nothing stands in the run before this place, not even another tag. */
function isRunStart(run: XmlElement, element: XmlElement, at: number, elementFrom: number): boolean {
  return at === elementFrom && element.parent === run && run.children.every(each => each.start >= element.start || RUN_NOTHING.has(each.name))
}

/** Nothing stands in the run behind this place. */
function isRunEnd(run: XmlElement, element: XmlElement, at: number, elementTo: number): boolean {
  return at === elementTo && element.parent === run && run.children.every(each => each.end <= element.end || RUN_NOTHING.has(each.name))
}

const contains = (outer: XmlElement, inner: XmlElement): boolean => outer.start <= inner.start && inner.end <= outer.end
const cellOf = (row: XmlElement, paragraph: XmlElement): XmlElement | undefined => row.children.find(each => contains(each, paragraph))

function parentOf(element: XmlElement): XmlElement {
  if (element.parent === undefined) throw new Error(`${element.name} has no parent`)
  return element.parent
}

/** The table rows round an element, inner ones first, within its flow. */
export function rowsAbove(element: XmlElement): XmlElement[] {
  const rows: XmlElement[] = []
  for (let at = element.parent; at !== undefined && at.name !== 'w:txbxContent'; at = at.parent) if (at.name === 'w:tr') rows.push(at)
  return rows
}
