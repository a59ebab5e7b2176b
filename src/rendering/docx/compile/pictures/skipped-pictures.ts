/**
 * What leaves the document when a placeholder's picture is left out: the drawing, and the paragraph that holds nothing
 * else.
 */
import type { Page } from '../../flows/page.ts'
import type { ScannedFlow } from '../../flows/scan-flow.ts'
import { GUARDS, type Interval, replacementOf } from '../../sections/intervals.ts'
import type { RangeMarks } from '../../sections/range-marks.ts'
import { MUST_HOLD_A_PARAGRAPH } from '../../sections/required-paragraphs.ts'
import { ancestor, type XmlElement, type XmlPart } from '../../xml/xml-tree.ts'
import type { Placeholder } from './find-pictures.ts'

/** Elements that only carry what is in them, and leave with it. */
const CARRIERS: ReadonlySet<string> = new Set([
  'w:pict',
  'w:r',
  'w:hyperlink',
  'w:smartTag',
  'w:ins',
  'w:sdtContent',
  'w:sdt',
  'mc:Choice',
  'mc:Fallback',
  'mc:AlternateContent',
])
/** What a carrier may hold besides: properties, and what is not seen. */
const BARE: ReadonlySet<string> = new Set([
  'w:rPr',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:lastRenderedPageBreak',
  'v:shapetype',
  'w:smartTagPr',
])

/** Intervals that are written only when one of their pictures is. */
export function skippedIntervals(
  part: XmlPart,
  placeholders: readonly Placeholder[],
  page: Page,
  scanned: readonly ScannedFlow[],
  marks: RangeMarks,
): Interval[] {
  if (placeholders.length === 0) return []
  const tagged = new Set(scanned.flatMap((each) => each.tags.map(({ paragraph }) => paragraph.element)))
  const guarded = new Map<XmlElement, Set<string>>()
  for (const { name, element } of placeholders) {
    const carrier = carrierOf(element)
    guarded.set(carrier, (guarded.get(carrier) ?? new Set()).add(name))
  }
  const inParagraphs = Map.groupBy(guarded.keys(), (each) => ancestor(each, 'w:p'))
  const ends = new Map<XmlElement, boolean>()
  const intervals = [...guarded].map(([element, names]) => guard(marks, element, names, 1))
  for (const [paragraph, carriers] of inParagraphs) {
    if (paragraph === undefined || tagged.has(paragraph) || !mayLeave(part, paragraph, ends)) continue
    const seen = carriers.reduce((sum, each) => sum + page.count(each.start, each.end), 0)
    if (page.count(paragraph.start, paragraph.end) > seen) continue
    const names = new Set(carriers.flatMap((each) => [...(guarded.get(each) ?? [])]))
    intervals.push(guard(marks, paragraph, names, 0))
  }
  return intervals
}

/** The outermost element that holds nothing but this one. An alternative for older readers goes with its twin. */
function carrierOf(element: XmlElement): XmlElement {
  let at = element
  for (let parent = at.parent; parent !== undefined && CARRIERS.has(parent.name); parent = at.parent) {
    const isTwin = parent.name === 'mc:AlternateContent'
    if (!isTwin && parent.children.some((each) => each !== at && !BARE.has(each.name))) break
    at = parent
  }
  return at
}

/**
 * Not where a paragraph has to stand: at the end of a cell, a note or a header, and between two tables. `ends`: whether
 * such a container ends in a paragraph that is always there.
 */
function mayLeave(part: XmlPart, paragraph: XmlElement, ends: Map<XmlElement, boolean>): boolean {
  const { parent } = paragraph
  if (parent === undefined) return false
  const { children } = parent
  const at = children.indexOf(paragraph)
  if (children[at - 1]?.name === 'w:tbl' && children[at + 1]?.name === 'w:tbl') return false
  if (MUST_HOLD_A_PARAGRAPH.has(parent.name)) {
    const last = children.at(-1)
    const stays = ends.get(parent) ?? (last?.name === 'w:p' && !part.source.slice(last.start, last.end).includes('{{'))
    ends.set(parent, stays)
    return stays && last !== paragraph
  }
  return parent.name === 'w:body' || children.length > 1
}

function guard(marks: RangeMarks, element: XmlElement, names: ReadonlySet<string>, depth: 0 | 1): Interval {
  return {
    from: element.start,
    to: element.end,
    rank: GUARDS + 2 + depth,
    replacement: (inner, pool) => {
      const otherwise = marks.nodesOf(element, pool)
      const any = [...names].map((name) => ({ name, inverted: false }))
      return replacementOf({ node: 'guard', any, children: inner.nodes, otherwise }, inner.outline)
    },
  }
}
