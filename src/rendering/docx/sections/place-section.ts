/**
 * Chooses where one section begins and ends: with whole rows, cells or paragraphs where it stands round them, else in
 * the text.
 */
import type { PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import { firstIndex } from '../xml/search.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'
import { cellAround, cellOf, contains, parentOf, rowsAbove } from './ancestors.ts'
import type { AnchoredSection, DroppedElements } from './anchored-section.ts'
import type { Anchor } from './balance.ts'
import { isRunEnd, isRunStart } from './run-edges.ts'

export type Placed = Pick<AnchoredSection, 'open' | 'close' | 'level' | 'repeats'>

/** The choice for one section, between the limits that the sections round it leave. */
export class Placement {
  readonly #part: XmlPart
  readonly #page: Page
  readonly #dropped: DroppedElements
  readonly #open: PlacedTag
  readonly #close: PlacedTag
  readonly #low: number
  readonly #high: number

  constructor(
    part: XmlPart,
    page: Page,
    dropped: DroppedElements,
    open: PlacedTag,
    close: PlacedTag,
    low: number,
    high: number,
  ) {
    this.#part = part
    this.#page = page
    this.#dropped = dropped
    this.#open = open
    this.#close = close
    this.#low = low
    this.#high = high
  }

  decide(): Placed {
    return (
      this.#columns() ??
      this.#rows() ??
      this.#cells() ??
      this.#blocks() ?? {
        open: this.#fixed(this.#open) ?? this.#inline().open,
        close: this.#fixed(this.#close) ?? this.#inline().close,
        level: 'inline',
        repeats: false,
      }
    )
  }

  /** From before one row to behind another of the same table. */
  #rows(): Placed | undefined {
    for (const first of rowsAbove(this.#openParagraph)) {
      const last = rowsAbove(this.#closeParagraph).find((each) => each.parent === first.parent)
      if (last === undefined || first.parent === undefined) continue
      if (first === last && cellOf(first, this.#openParagraph) === cellOf(last, this.#closeParagraph)) continue
      const from =
        this.#dropped.rows.has(first) || this.#page.isEmpty(first.start, this.#openAt) ? first.start : undefined
      const to = this.#dropped.rows.has(last)
        ? last.start
        : this.#page.isEmpty(this.#closeEnd, last.end)
          ? last.end
          : undefined
      if (from === undefined || to === undefined || !this.#allowed(from, to)) return undefined
      return this.#placed(from, to, first.parent, 'row', true)
    }
    return undefined
  }

  /** From the cell of one tag to that of the other: the cells between them. */
  #columns(): Placed | undefined {
    if (this.#open.tag.columns !== true) return undefined
    const [first, last] = [cellAround(this.#openParagraph), cellAround(this.#closeParagraph)]
    if (first?.parent === undefined || last === undefined || !this.#allowed(first.start, last.start)) return undefined
    return this.#placed(first.start, last.start, first.parent, 'column', true)
  }

  /** From before one cell to behind another of the same row. */
  #cells(): Placed | undefined {
    for (const row of rowsAbove(this.#openParagraph)) {
      if (!contains(row, this.#closeParagraph)) continue
      const first = cellOf(row, this.#openParagraph)
      const last = cellOf(row, this.#closeParagraph)
      if (first === undefined || last === undefined || first === last) return undefined
      if (!this.#page.isEmpty(first.start, this.#openAt) || !this.#page.isEmpty(this.#closeEnd, last.end))
        return undefined
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
    const wholeFirst = this.#page.isEmpty(first.start, this.#openAt)
    const wholeLast = this.#page.isEmpty(this.#closeEnd, last.end)
    if (first === last && !paragraphs.has(first)) {
      const item = wholeFirst && wholeLast && this.#allowed(first.start, first.end) && this.#isListItem(first)
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
    if (start.atom.run !== undefined && start.atom.run === end.atom.run)
      return open !== undefined && close !== undefined ? { open, close } : middle
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
    return isRunStart(run, first.atom.element, first.from, first.atom.from)
      ? { pos: run.start, inside: parentOf(run) }
      : undefined
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
    return rowsAbove(paragraph).findLast((row) => this.#dropped.rows.has(row))
  }

  /** Whether the first block between two places is a list item. */
  #beginsWithListItem(container: XmlElement, from: number, to: number): boolean {
    const { children } = container
    for (let index = firstIndex(children, (each) => each.start >= from); index < children.length; index++) {
      const each = children[index] as XmlElement
      if (each.end > to) return false
      if (!this.#dropped.paragraphs.has(each) && (each.name === 'w:p' || each.name === 'w:tbl'))
        return this.#isListItem(each)
    }
    return false
  }

  #isListItem(element: XmlElement): boolean {
    const properties = child(element, 'w:pPr')
    if (element.name !== 'w:p' || properties === undefined) return false
    const style = child(properties, 'w:pStyle')
    return (
      child(properties, 'w:numPr') !== undefined ||
      (style !== undefined && /list ?(?:bullet|number)|aufz/i.test(this.#part.source.slice(style.start, style.end)))
    )
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
