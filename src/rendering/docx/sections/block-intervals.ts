/**
 * Intervals round blocks: paragraphs, rows and tables that may be left out, cells that must not be left empty, values
 * that are a whole paragraph.
 */
import type { BytePool } from '../../template/pool.ts'
import type { RunPlace } from '../../template/program.ts'
import type { Crossings } from './section-crossings.ts'
import type { PlacedTag } from '../flows/flows.ts'
import type { Guard } from './guards.ts'
import { GUARDS, type Interval, OUTERMOST, type Piece, fixed, pieceOf } from './intervals.ts'
import type { Page } from '../flows/page.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml.ts'
import type { AnchoredSection, Dropped } from './anchored-section.ts'

/** What a value needs to know of the run it is in. */
export function runPlace(part: XmlPart, run: XmlElement): RunPlace {
  const place = { prefix: part.prefix, properties: sourceOf(part, child(run, 'w:rPr')) }
  return run.parent?.name === 'w:p' || run.parent?.name === 'w:ins' ? place : { ...place, closed: true }
}

const sourceOf = (part: XmlPart, element: XmlElement | undefined): string =>
  element === undefined ? '' : part.source.slice(element.start, element.end)

/** Paragraphs that hold nothing but one value. */
export function blocks(part: XmlPart, tags: readonly PlacedTag[], page: Page): Interval[] {
  return tags.flatMap(({ tag, paragraph, pieces }): Interval[] => {
    const { element } = paragraph
    const run = pieces[0]?.atom.run
    if (
      tag.kind !== 'variable' ||
      run?.parent !== element ||
      element.name !== 'w:p' ||
      !ONE_TAG.test(paragraph.text) ||
      page.count(element.start, element.end) !== 1
    )
      return []
    return [
      {
        from: element.start,
        to: element.end,
        rank: GUARDS + 1,
        stands: (inner, pool) => {
          const marks = marksIn(part, element)
          const place = { ...runPlace(part, run), paragraph: sourceOf(part, child(element, 'w:pPr')) }
          return pieceOf(
            {
              node: 'block',
              name: tag.name,
              run: place,
              marks: marks === '' ? [] : [pool.add(marks)],
              children: inner.nodes,
            },
            inner.outline,
          )
        },
      },
    ]
  })
}
const ONE_TAG = /^\s*\{\{[^{}]*\}\}\s*$|^\s*\{\{\{[^{}]*\}\}\}\s*$/

/** Bookmarks and comment ranges outlive the paragraph or row they stand in. */
export function droppedIntervals(part: XmlPart, dropped: Dropped): Interval[] {
  return [...dropped.rows, ...dropped.paragraphs].map((each) => fixed(each.start, each.end, marksIn(part, each)))
}

const MARKS: ReadonlySet<string> = new Set([
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:commentRangeStart',
  'w:commentRangeEnd',
])

/** The bookmarks and comment ranges in an element, as they are. */
export function marksIn(part: XmlPart, element: XmlElement): string {
  if (part.names.isDisjointFrom(MARKS)) return ''
  let xml = ''
  for (const each of element.children)
    xml += MARKS.has(each.name) ? part.source.slice(each.start, each.end) : marksIn(part, each)
  return xml
}

/** A paragraph, row or table that is there only when something in it is. */
export function guardInterval(part: XmlPart, guard: Guard): Interval {
  const { element, any } = guard
  return {
    from: element.start,
    to: element.end,
    rank: GUARDS,
    stands: (inner, pool) => {
      if (any === undefined)
        return pieceOf({ node: 'table', rowEnd: `</${part.prefix}tr>`, children: inner.nodes }, inner.outline)
      const marks = marksIn(part, element)
      return pieceOf(
        { node: 'guard', any, children: inner.nodes, otherwise: marks === '' ? [] : [pool.add(marks)] },
        inner.outline,
      )
    },
  }
}

/** What is not valid without a paragraph. */
export const MUST_HOLD_A_PARAGRAPH: ReadonlySet<string> = new Set([
  'w:tc',
  'w:txbxContent',
  'w:hdr',
  'w:ftr',
  'w:footnote',
  'w:endnote',
  'w:comment',
])

/** The containers that could lose their last paragraph. */
export function ensured(
  part: XmlPart,
  sections: readonly AnchoredSection[],
  guards: readonly Guard[],
  dropped: Dropped,
  crossings: Crossings,
): Interval[] {
  const containers = new Set<XmlElement>()
  const add = (element: XmlElement | undefined): void => {
    for (let at = element; at !== undefined; at = at.parent) {
      if (at.name === 'w:tr' || at.name === 'w:tbl' || at.name === 'w:p') return
      if (!MUST_HOLD_A_PARAGRAPH.has(at.name)) continue
      containers.add(at)
      return
    }
  }
  for (const section of sections)
    if (section.open.inside.name !== 'w:p') for (const { inside } of [section.open, section.close]) add(inside)
  for (const { element } of guards) add(element.parent)
  for (const element of dropped.paragraphs) add(element.parent)
  return [...containers]
    .map((container) => {
      // A block in which a section of the cell's surroundings comes in or goes out stays.
      const from = crossings.settledFrom(container) ?? child(container, 'w:tcPr')?.end ?? container.inner
      return {
        from,
        to: container.innerEnd,
        rank: OUTERMOST,
        stands: (inner: Piece, pool: BytePool): Piece =>
          pieceOf({ node: 'ensure', children: inner.nodes, filler: [pool.add(`<${part.prefix}p/>`)] }, inner.outline),
      }
    })
    .filter((each) => each.from < each.to)
}
