/**
 * Values in place of variables, and the removal of tags that print nothing.
 */
import type { ProgramNode, ValuePlace } from '../../template/program.ts'
import type { Tag } from '../../template/tags/tag.ts'
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { Flow, PlacedTag } from '../flows/flows.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { textStart } from '../sections/balance.ts'
import { runFormatting } from '../sections/block-intervals.ts'
import { type Interval, replaceWithXml, replaceWithNode } from '../sections/intervals.ts'
import type { OutlinePlaces } from '../structure/outline-places.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { copyOf } from '../structure/copied-tags.ts'

const PLACES: Readonly<Record<Exclude<Flow['kind'], 'deleted'>, ValuePlace>> = {
  text: 'run',
  copy: 'run',
  drawing: 'content',
  instruction: 'instruction',
  attribute: 'attribute',
  content: 'content',
}

/** Each variable: its value replaces its first piece; the other pieces are removed. */
export function valueIntervals(
  part: XmlPart,
  flow: Flow,
  tags: readonly PlacedTag[],
  touched: Set<XmlElement>,
  places: OutlinePlaces,
): Interval[] {
  const intervals: Interval[] = []
  for (const tag of tags) {
    if (tag.tag.kind === 'literal') intervals.push(...literalIntervals(tag, touched))
    if (tag.tag.kind !== 'variable') continue
    for (const [index, { from, to, atom }] of tag.pieces.entries()) {
      if (index > 0) intervals.push(replaceWithXml(from, to, ''))
      else intervals.push(valueInterval(part, flow, tag, [from, to], places))
      touched.add(atom.element)
    }
  }
  return intervals
}

/** A brace in place of the tag that prints it. */
function literalIntervals({ tag, pieces }: PlacedTag, touched: Set<XmlElement>): Interval[] {
  for (const { atom } of pieces) touched.add(atom.element)
  return pieces.map(({ from, to }, index) => replaceWithXml(from, to, index === 0 ? tag.name : ''))
}

/** Whether a tag prints something, and so is no mark of a section or a comment. */
export const isPrinted = ({ kind }: Tag): boolean => kind === 'variable' || kind === 'literal'

function valueInterval(
  part: XmlPart,
  flow: Flow,
  tag: PlacedTag,
  range: readonly [number, number],
  places: OutlinePlaces,
): Interval {
  const { name } = tag.tag
  const value = valueNode(part, flow, tag)
  const outline: OutlineNode[] = flow.isFallback ? [] : [{ type: 'variable', name }]
  const isCopied = flow.kind === 'text' && tag.pieces[0]?.atom.copy !== undefined
  return isCopied
    ? replaceWithNode(...range, copyOf([name], [value]), flow.isFallback ? [] : [places.copy(outline)])
    : replaceWithNode(...range, value, outline)
}

function valueNode(part: XmlPart, flow: Flow, tag: PlacedTag): ProgramNode {
  const place = PLACES[flow.kind === 'deleted' ? 'content' : flow.kind]
  const run = tag.pieces[0]?.atom.run
  if (place !== 'run' || run === undefined)
    return { node: 'value', name: tag.tag.name, place: place === 'run' ? 'content' : place }
  return { node: 'value', name: tag.tag.name, place, run: runFormatting(part, run) }
}

/** Removes the pieces of a tag that prints nothing, and notes how much text each run loses. */
export function removeTag(tag: PlacedTag, touched: Set<XmlElement>, emptied: Map<XmlElement, number>): Interval[] {
  for (const { atom, from, to } of tag.pieces) {
    touched.add(atom.element)
    if (atom.run !== undefined) emptied.set(atom.run, (emptied.get(atom.run) ?? 0) + to - from)
  }
  return tag.pieces.map((each) => replaceWithXml(each.from, each.to, ''))
}

const INVISIBLE: ReadonlySet<string> = new Set(['w:rPr', 'a:rPr', 'w:lastRenderedPageBreak'])

/** Removes runs that held nothing but tags. */
export function emptyRunIntervals(
  emptied: ReadonlyMap<XmlElement, number>,
  sections: readonly AnchoredSection[],
): Interval[] {
  const anchors = new Set(sections.flatMap((each) => [each.open.inside, each.close.inside]))
  const intervals: Interval[] = []
  for (const [run, cut] of emptied) {
    const texts = run.children.filter((each) => !INVISIBLE.has(each.name))
    const whole =
      texts.every((each) => each.name === 'w:t' || each.name === 'a:t') &&
      texts.reduce((size, each) => size + each.innerEnd - each.inner, 0) === cut
    if (whole && !anchors.has(run) && !texts.some((each) => anchors.has(each)))
      intervals.push(replaceWithXml(run.start, run.end, ''))
  }
  return intervals
}

/** Adds `xml:space="preserve"`: without it Word drops spaces at the ends of a text. */
export function spaceIntervals(part: XmlPart, touched: ReadonlySet<XmlElement>): Interval[] {
  const start = textStart(part)
  const intervals: Interval[] = []
  for (const each of touched) {
    if (each.name === 'w:t' && part.source.slice(each.start, each.inner) !== start)
      intervals.push(replaceWithXml(each.start, each.inner, start))
  }
  return intervals
}
