/**
 * Compiles one XML part: finds its tags, anchors its sections, and makes a program of it.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { Mistake } from '../../template/mistake.ts'
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode } from '../../template/program.ts'
import { nestTags } from '../../template/tags/nest-tags.ts'
import { collectFlows } from '../flows/collect-flows.ts'
import { Page } from '../flows/page.ts'
import { scanFlow } from '../flows/scan-flow.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { anchorFlow } from '../sections/anchors.ts'
import { assemble } from '../sections/assemble.ts'
import { blockIntervals, droppedIntervals, guardInterval } from '../sections/block-intervals.ts'
import { findGuards } from '../sections/guards.ts'
import { type Interval, SECTIONS, replaceWithXml } from '../sections/intervals.ts'
import { ensureIntervals } from '../sections/required-paragraphs.ts'
import { Crossings } from '../sections/section-crossings.ts'
import { idIntervals } from '../sections/unique-ids.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { append } from './append.ts'
import { readFieldWords } from './fields.ts'
import { type TaggedLink, linkIntervals, findLinkMistakes } from './links.ts'
import { findColumnMistakes, findLookAlikes, unhandledTagMistake, listMistakes } from './part-mistakes.ts'
import { findPictures } from './pictures/find-pictures.ts'
import { skippedIntervals } from './pictures/skipped-pictures.ts'
import { sectionInterval } from './section-interval.ts'
import { isPrinted, removeTag, emptyRunIntervals, spaceIntervals, valueIntervals } from './tag-intervals.ts'

export interface CompiledPart {
  /** Undefined when the part holds no tags: it is copied as it is. */
  readonly program: readonly ProgramNode[] | undefined
  readonly outline: readonly OutlineNode[]
  readonly mistakes: readonly Mistake[]
  /** What looks like a tag and is none. */
  readonly remarks: readonly Mistake[]
  /** The relationships that only its placeholder pictures use. */
  readonly pictureIds?: readonly string[]
}

/**
 * Compiles a parsed part. `label` is its name for people (`body`, `header 1`); `slots` numbers unique ids; `links` are
 * its hyperlinks with tags in their address. What only looks like a tag is looked for when the template is kept.
 */
export function compilePart(
  part: XmlPart,
  label: string,
  pool: BytePool,
  slots: { next: number },
  links: readonly TaggedLink[],
  isKept: boolean,
): CompiledPart {
  const collected = collectFlows(part)
  const pictures = findPictures(part)
  const scanned = collected.flows
    .filter((each) => each.kind !== 'attribute' || !pictures.claimed.has(each.start))
    .map(scanFlow)
  const page = new Page(collected, scanned)
  const looks = findLookAlikes(isKept ? collected.paragraphs : [], label)
  const { remarks } = looks
  const mistakes = [
    ...scanned.flatMap((each) => listMistakes(each, label)),
    ...scanned.flatMap((each) => findColumnMistakes(each, page, label)),
    ...findLinkMistakes(links, label),
    ...looks.mistakes,
  ]
  if (mistakes.length > 0) return { program: undefined, outline: [], mistakes, remarks }
  const added = [...pictures.intervals, ...linkIntervals(part, links)]
  if (scanned.length === 0 && added.length === 0) return { program: undefined, outline: [], mistakes, remarks }

  const intervals: Interval[] = [...added]
  const touched = new Set<XmlElement>()
  const emptied = new Map<XmlElement, number>()
  const sections: AnchoredSection[] = []
  for (const flow of scanned) {
    if (flow.flow.kind === 'deleted') {
      for (const tag of flow.tags) for (const each of tag.pieces) intervals.push(replaceWithXml(each.from, each.to, ''))
      continue
    }
    let { tags } = flow
    const [instruction] = flow.flow.kind === 'instruction' ? flow.flow.paragraphs : []
    if (instruction !== undefined) {
      const words = readFieldWords(instruction, tags, pool, flow.flow.isFallback)
      append(intervals, words.intervals)
      tags = words.others
    }
    append(intervals, valueIntervals(part, flow.flow, tags, touched))
    if (flow.flow.kind === 'text') append(intervals, blockIntervals(part, tags, page))
    if (tags.every((each) => isPrinted(each.tag))) continue
    const placed = anchorFlow(
      part,
      tags,
      nestTags(tags, (each) => each.tag),
      page,
      SECTIONS + sections.length,
    )
    const { dropped } = placed
    const anchored = placed.sections.filter((each) => each.open.pos < each.close.pos)
    append(sections, anchored)
    append(
      intervals,
      anchored.map((each) => sectionInterval(part, each, flow.flow.isFallback)),
    )
    append(intervals, droppedIntervals(part, dropped))
    for (const tag of tags) {
      // The tags of a dropped paragraph go with it.
      if (!isPrinted(tag.tag) && !dropped.paragraphs.has(tag.paragraph.element))
        append(intervals, removeTag(tag, touched, emptied))
    }
    if (flow.flow.kind === 'text') {
      const crossings = new Crossings(anchored)
      const guards = findGuards(anchored, page, dropped, crossings)
      append(
        intervals,
        guards.map((each) => guardInterval(part, each)),
      )
      append(intervals, ensureIntervals(part, anchored, guards, dropped, crossings))
    }
  }
  if (pictures.placeholders.length > 0) {
    const tagged = new Set(scanned.flatMap((each) => each.tags.map(({ paragraph }) => paragraph.element)))
    append(intervals, skippedIntervals(part, pictures.placeholders, page, tagged))
  }
  append(intervals, emptyRunIntervals(emptied, sections))
  append(intervals, spaceIntervals(part, touched))
  append(intervals, idIntervals(part, sections, slots))
  const piece = assemble(part.source, intervals, pool, withoutOptionalIds)
  if (piece.left !== undefined)
    return { program: undefined, outline: [], mistakes: [unhandledTagMistake(part, label, piece.left)], remarks }
  return { program: piece.nodes, outline: piece.outline, mistakes, remarks, pictureIds: pictures.ids }
}

/**
 * Removes optional ids of paragraphs and drawings: repeated they would clash, and Word assigns new ones when they are
 * missing.
 */
function withoutOptionalIds(xml: string): string {
  return !xml.includes('14:')
    ? xml
    : xml.replace(/ w14:(?:paraId|textId)="[^"]*"| wp14:(?:anchorId|editId)="[^"]*"/g, '')
}
