/**
 * Compiles the flows of one part, one after the other: values, sections and what goes with them, as intervals.
 */
import type { BytePool } from '../../template/pool.ts'
import { nestTags } from '../../template/tags/nest-tags.ts'
import type { PartFlows, PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import type { ScannedFlow } from '../flows/scan-flow.ts'
import type { Numbering } from '../package/numbering.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { anchorFlow } from '../sections/anchors.ts'
import { blockIntervals, droppedIntervals, guardInterval } from '../sections/block-intervals.ts'
import { findGuards } from '../sections/guards.ts'
import { type Interval, SECTIONS, replaceWithXml } from '../sections/intervals.ts'
import { ensureIntervals } from '../sections/required-paragraphs.ts'
import { Crossings } from '../sections/section-crossings.ts'
import { gapIntervals } from '../structure/block-gaps.ts'
import { gridIntervals } from '../structure/column-grids.ts'
import { outOfFields } from '../structure/field-edges.ts'
import type { Notes } from '../structure/notes.ts'
import type { OutlinePlaces } from '../structure/outline-places.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import { append } from './append.ts'
import { lineInterval } from '../structure/copied-tags.ts'
import { readFieldWords } from './fields.ts'
import { type SectionSurroundings, sectionInterval } from './section-interval.ts'
import { emptyRunIntervals, isPrinted, removeTag, spaceIntervals, valueIntervals } from './tag-intervals.ts'

/** What the parts of one file have in common. */
export interface FileContext {
  readonly pool: BytePool
  /** Numbers unique ids. */
  readonly slots: { next: number }
  readonly places: OutlinePlaces
  readonly notes: Notes
  readonly numbering: () => Numbering | undefined
}

/** What the flows of a part have in common. */
export interface PartSurroundings extends SectionSurroundings {
  readonly file: FileContext
  readonly page: Page
  readonly collected: PartFlows
}

export class FlowCompiler {
  readonly #around: PartSurroundings
  readonly #intervals: Interval[] = []
  readonly #touched = new Set<XmlElement>()
  readonly #emptied = new Map<XmlElement, number>()
  readonly sections: AnchoredSection[] = []
  /** Tags that stand in a field which their section cuts in two. */
  readonly refused: PlacedTag[] = []
  /** Whether a value may become several blocks. */
  holdsBlocks = false

  constructor(around: PartSurroundings) {
    this.#around = around
  }

  /** The intervals of all flows. */
  finish(): readonly Interval[] {
    append(this.#intervals, emptyRunIntervals(this.#emptied, this.sections))
    append(this.#intervals, spaceIntervals(this.#around.part, this.#touched))
    return this.#intervals
  }

  add(scanned: ScannedFlow): void {
    const { part, page, marks, file } = this.#around
    const { flow, mistakes } = scanned
    if (flow.kind === 'deleted') {
      this.#delete(scanned)
      return
    }
    let { tags } = scanned
    const [instruction] = flow.kind === 'instruction' ? flow.paragraphs : []
    if (instruction !== undefined) {
      const words = readFieldWords(instruction, tags, file.pool, flow.isFallback)
      append(this.#intervals, words.intervals)
      tags = words.others
    }
    if (flow.kind === 'copy') append(this.#intervals, lineInterval(scanned, file.places))
    append(this.#intervals, valueIntervals(part, flow, tags, this.#touched, file.places))
    const values = flow.kind === 'text' ? blockIntervals(part, tags, page, marks) : []
    append(
      this.#intervals,
      values.map((each) => each.interval),
    )
    if (values.length > 0) this.holdsBlocks = true
    if (tags.every((each) => isPrinted(each.tag))) return
    // A line of a table of contents may hold one tag of a section only.
    if (flow.kind === 'copy' && mistakes.length > 0) this.#remove(tags.filter((each) => !isPrinted(each.tag)))
    else
      this.#addSections(
        scanned,
        tags,
        values.map((each) => each.element),
      )
  }

  #delete({ flow, tags, mistakes }: ScannedFlow): void {
    const [paragraph] = flow.paragraphs
    if (mistakes.length > 0 && paragraph !== undefined)
      for (const { from, to } of paragraph.atoms) this.#intervals.push(replaceWithXml(from, to, ''))
    else
      for (const tag of tags) for (const { from, to } of tag.pieces) this.#intervals.push(replaceWithXml(from, to, ''))
  }

  #remove(tags: readonly PlacedTag[]): void {
    for (const tag of tags) append(this.#intervals, removeTag(tag, this.#touched, this.#emptied))
  }

  #addSections({ flow }: ScannedFlow, tags: readonly PlacedTag[], values: readonly XmlElement[]): void {
    const { part, page, marks, collected } = this.#around
    const placed = anchorFlow(
      part,
      tags,
      nestTags(tags, (each) => each.tag),
      page,
      SECTIONS + this.sections.length,
    )
    const { dropped } = placed
    const found = placed.sections.filter((each) => each.open.pos < each.close.pos)
    const { sections, refused } = outOfFields(found, collected.fields, page)
    append(this.refused, refused)
    append(this.sections, sections)
    append(
      this.#intervals,
      sections.map((each) => sectionInterval(this.#around, each, flow.isFallback)),
    )
    // The tags of a dropped paragraph go with it.
    this.#remove(tags.filter((each) => !isPrinted(each.tag) && !dropped.paragraphs.has(each.paragraph.element)))
    if (flow.kind !== 'text') {
      append(this.#intervals, droppedIntervals(dropped, marks, new Map()))
      return
    }
    const crossings = new Crossings(sections)
    const guards = findGuards(sections, page, dropped, crossings)
    const gaps = gapIntervals(part, sections, dropped, guards, values)
    append(this.#intervals, droppedIntervals(dropped, marks, gaps.instead))
    append(this.#intervals, gaps.intervals)
    append(this.#intervals, gridIntervals(part, sections, dropped))
    append(
      this.#intervals,
      guards.map((each) => guardInterval(part, each, marks)),
    )
    append(this.#intervals, ensureIntervals(part, sections, guards, dropped, crossings))
  }
}
