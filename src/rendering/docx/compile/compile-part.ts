/**
 * Compiles one XML part of a Word file: finds its tags, anchors its sections, and turns it into a program.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { Mistake } from '../../template/mistake.ts'
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode, SectionNode, ValuePlace } from '../../template/program.ts'
import { anchorFlow } from '../sections/anchors.ts'
import { emptyCell, passage, textStart } from '../sections/balance.ts'
import { collectFlows } from '../flows/collect-flows.ts'
import type { Flow, Paragraph, PlacedTag } from '../flows/flows.ts'
import { type ScannedFlow, scanFlow } from '../flows/scan-flow.ts'
import { fieldWords } from './fields.ts'
import { findGuards } from '../sections/guards.ts'
import { type Interval, SECTIONS, assemble, fixed, leaf, pieceOf } from '../sections/intervals.ts'
import { type TaggedLink, linkIntervals, linkMistakes } from './links.ts'
import { blocks, droppedIntervals, ensured, guardInterval, runPlace } from '../sections/block-intervals.ts'
import { Crossings } from '../sections/section-crossings.ts'
import { Page } from '../flows/page.ts'
import { findPictures } from './pictures.ts'
import { uniqueIds } from '../sections/unique-ids.ts'
import type { XmlElement, XmlPart } from '../xml/xml.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { nest } from '../../template/nest-tags.ts'

export interface CompiledPart {
  /** Undefined when the part holds no tags: it is copied as it is. */
  readonly program: readonly ProgramNode[] | undefined
  readonly outline: readonly OutlineNode[]
  readonly mistakes: readonly Mistake[]
}

/**
 * Compiles a parsed part. `label` names it to people (`body`, `header 1`); `slots` hands out numbers for unique ids;
 * `links` are its hyperlinks with tags in their address.
 */
export function compilePart(
  part: XmlPart,
  label: string,
  pool: BytePool,
  slots: { next: number },
  links: readonly TaggedLink[],
): CompiledPart {
  const collected = collectFlows(part)
  const pictures = findPictures(part)
  const scanned = collected.flows
    .filter((each) => each.kind !== 'attribute' || !pictures.claimed.has(each.start))
    .map(scanFlow)
  const mistakes = [...scanned.flatMap((each) => mistakesOf(each, label)), ...linkMistakes(links, label)]
  if (mistakes.length > 0) return { program: undefined, outline: [], mistakes }
  const added = [...pictures.intervals, ...linkIntervals(part, links)]
  if (scanned.length === 0 && added.length === 0) return { program: undefined, outline: [], mistakes }

  const page = new Page(collected, scanned)
  const intervals: Interval[] = [...added]
  const touched = new Set<XmlElement>()
  const emptied = new Map<XmlElement, number>()
  const sections: AnchoredSection[] = []
  for (const flow of scanned) {
    if (flow.flow.kind === 'deleted') {
      for (const tag of flow.tags) for (const each of tag.pieces) intervals.push(fixed(each.from, each.to, ''))
      continue
    }
    let { tags } = flow
    const [instruction] = flow.flow.kind === 'instruction' ? flow.flow.paragraphs : []
    if (instruction !== undefined) {
      const words = fieldWords(instruction, tags, pool, flow.flow.twin)
      append(intervals, words.intervals)
      tags = words.others
    }
    append(intervals, variables(part, flow.flow, tags, touched))
    if (flow.flow.kind === 'text') append(intervals, blocks(part, tags, page))
    if (tags.every((each) => each.tag.kind === 'variable')) continue
    const placed = anchorFlow(
      part,
      tags,
      nest(tags, (each) => each.tag),
      page,
      SECTIONS + sections.length,
    )
    const { dropped } = placed
    const anchored = placed.sections.filter((each) => each.open.pos < each.close.pos)
    append(sections, anchored)
    append(
      intervals,
      anchored.map((each) => sectionInterval(part, each, flow.flow.twin)),
    )
    append(intervals, droppedIntervals(part, dropped))
    for (const tag of tags) {
      // A paragraph that is dropped takes its tags along.
      if (tag.tag.kind !== 'variable' && !dropped.paragraphs.has(tag.paragraph.element))
        append(intervals, cutTag(tag, touched, emptied))
    }
    if (flow.flow.kind === 'text') {
      const crossings = new Crossings(anchored)
      const guards = findGuards(anchored, page, dropped, crossings)
      append(
        intervals,
        guards.map((each) => guardInterval(part, each)),
      )
      append(intervals, ensured(part, anchored, guards, dropped, crossings))
    }
  }
  append(intervals, emptyRuns(emptied, sections))
  append(intervals, keepSpaces(part, touched))
  append(intervals, uniqueIds(part, sections, slots))
  const piece = assemble(part.source, intervals, pool, withoutOptionalIds)
  if (piece.left !== undefined) return { program: undefined, outline: [], mistakes: [leftTag(part, label, piece.left)] }
  return { program: piece.nodes, outline: piece.outline, mistakes }
}

/** Adds all items; spreading a hundred thousand of them would overflow the stack. */
export function append<T>(target: T[], items: Iterable<T>): void {
  for (const item of items) target.push(item)
}

function mistakesOf(scanned: ScannedFlow, label: string): Mistake[] {
  if (scanned.flow.kind === 'deleted' || scanned.flow.twin) return []
  return scanned.mistakes.map(({ mistake, paragraph, offset }) => ({
    part: label,
    paragraph: paragraph.number,
    heading: paragraph.heading,
    around: around(paragraph, offset),
    message: mistake.message,
    fix: mistake.fix,
  }))
}

/** No tag is ever left in silence: one that no rule of this compiler reaches is refused. */
function leftTag(part: XmlPart, label: string, at: number): Mistake {
  const text = part.source.slice(Math.max(0, at - 200), at + 200).replace(/<[^>]*(?:>|$)|^[^<]*>/g, '')
  return {
    part: label,
    around: text.slice(0, 80),
    message: 'A tag stands in a place that cannot be filled.',
    fix: 'Move it into the text, or remove the braces.',
  }
}

/** The words round a place in a paragraph. */
export function around(paragraph: Paragraph, offset: number): string {
  const from = Math.max(0, offset - 30)
  const to = Math.min(paragraph.text.length, offset + 40)
  return `${from > 0 ? '…' : ''}${paragraph.text.slice(from, to).trim()}${to < paragraph.text.length ? '…' : ''}`
}

function sectionInterval(part: XmlPart, section: AnchoredSection, twin: boolean): Interval {
  const { name, inverted, open, close } = section
  return {
    from: open.pos,
    to: close.pos,
    rank: section.rank,
    stands: (inner, pool) => {
      const between = passage(part, close, open)
      const otherwise = section.level === 'cell' ? emptiedCells(part, section) : passage(part, open, close)
      const node: SectionNode = {
        node: 'section',
        name,
        inverted,
        children: inner.nodes,
        ...(between === '' ? {} : { between: [pool.add(between)] }),
        ...(otherwise === '' ? {} : { otherwise: [pool.add(otherwise)] }),
      }
      return pieceOf(
        node,
        twin ? [] : [{ type: 'section', name, inverted, repeats: section.repeats, children: inner.outline }],
      )
    },
  }
}

function emptiedCells(part: XmlPart, section: AnchoredSection): string {
  const cells = section.open.inside.children.filter(
    (each) => each.start >= section.open.pos && each.end <= section.close.pos,
  )
  return cells.map((each) => emptyCell(part, each)).join('')
}

const PLACES: Readonly<Record<Exclude<Flow['kind'], 'deleted'>, ValuePlace>> = {
  text: 'run',
  drawing: 'content',
  instruction: 'instruction',
  attribute: 'attribute',
  content: 'content',
}

/** Each variable: its value in place of its first piece, the other pieces gone. */
function variables(part: XmlPart, flow: Flow, tags: readonly PlacedTag[], touched: Set<XmlElement>): Interval[] {
  const intervals: Interval[] = []
  for (const tag of tags) {
    if (tag.tag.kind !== 'variable') continue
    for (const [index, { from, to, atom }] of tag.pieces.entries()) {
      if (index > 0) intervals.push(fixed(from, to, ''))
      else
        intervals.push(
          leaf(from, to, valueNode(part, flow, tag), flow.twin ? [] : [{ type: 'variable', name: tag.tag.name }]),
        )
      touched.add(atom.element)
    }
  }
  return intervals
}

function valueNode(part: XmlPart, flow: Flow, tag: PlacedTag): ProgramNode {
  const place = PLACES[flow.kind === 'deleted' ? 'content' : flow.kind]
  const run = tag.pieces[0]?.atom.run
  if (place !== 'run' || run === undefined)
    return { node: 'value', name: tag.tag.name, place: place === 'run' ? 'content' : place }
  return { node: 'value', name: tag.tag.name, place, run: runPlace(part, run) }
}

/** The pieces of a tag that prints nothing, and which runs lose text by it. */
function cutTag(tag: PlacedTag, touched: Set<XmlElement>, emptied: Map<XmlElement, number>): Interval[] {
  for (const { atom, from, to } of tag.pieces) {
    touched.add(atom.element)
    if (atom.run !== undefined) emptied.set(atom.run, (emptied.get(atom.run) ?? 0) + to - from)
  }
  return tag.pieces.map((each) => fixed(each.from, each.to, ''))
}

const INVISIBLE: ReadonlySet<string> = new Set(['w:rPr', 'a:rPr', 'w:lastRenderedPageBreak'])

/** Runs that held nothing but tags. */
function emptyRuns(emptied: ReadonlyMap<XmlElement, number>, sections: readonly AnchoredSection[]): Interval[] {
  const anchors = new Set(sections.flatMap((each) => [each.open.inside, each.close.inside]))
  const intervals: Interval[] = []
  for (const [run, cut] of emptied) {
    const texts = run.children.filter((each) => !INVISIBLE.has(each.name))
    const whole =
      texts.every((each) => each.name === 'w:t' || each.name === 'a:t') &&
      texts.reduce((size, each) => size + each.innerEnd - each.inner, 0) === cut
    if (whole && !anchors.has(run) && !texts.some((each) => anchors.has(each)))
      intervals.push(fixed(run.start, run.end, ''))
  }
  return intervals
}

/** Word drops spaces at the ends of a text that does not say otherwise. */
function keepSpaces(part: XmlPart, touched: ReadonlySet<XmlElement>): Interval[] {
  const start = textStart(part)
  const intervals: Interval[] = []
  for (const each of touched) {
    if (each.name === 'w:t' && part.source.slice(each.start, each.inner) !== start)
      intervals.push(fixed(each.start, each.inner, start))
  }
  return intervals
}

/** Ids that Word gives paragraphs and drawings anew when they are missing; repeated, they would clash. */
function withoutOptionalIds(xml: string): string {
  return !xml.includes('14:')
    ? xml
    : xml.replace(/ w14:(?:paraId|textId)="[^"]*"| wp14:(?:anchorId|editId)="[^"]*"/g, '')
}
