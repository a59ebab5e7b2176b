/**
 * Intervals around blocks: paragraphs, rows and tables that may be left out, and values that are a whole paragraph.
 */
import type { RunFormatting } from '../../template/program.ts'
import type { PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'
import type { DroppedElements } from './anchored-section.ts'
import type { Guard } from './guards.ts'
import { GUARDS, type Interval, replaceWithXml, replacementOf } from './intervals.ts'
import type { RangeMarks } from './range-marks.ts'
import { outlineOfParagraph } from '../flows/standing-alone.ts'

/** What a value in a run needs: the prefix and the properties of the run. */
export function runFormatting(part: XmlPart, run: XmlElement): RunFormatting {
  const formatting = { prefix: part.prefix, properties: sourceOf(part, child(run, 'w:rPr')) }
  return run.parent?.name === 'w:p' || run.parent?.name === 'w:ins' || run.parent?.name === 'w:moveTo'
    ? formatting
    : { ...formatting, closed: true }
}

const sourceOf = (part: XmlPart, element: XmlElement | undefined): string =>
  element === undefined ? '' : part.source.slice(element.start, element.end)

/** A paragraph that holds nothing but one value, which may become several blocks. */
export interface ValueBlock {
  readonly element: XmlElement
  readonly interval: Interval
}

/** Paragraphs that hold nothing but one value. */
export function blockIntervals(part: XmlPart, tags: readonly PlacedTag[], page: Page, marks: RangeMarks): ValueBlock[] {
  return tags.flatMap(({ tag, paragraph, pieces }): ValueBlock[] => {
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
    const interval: Interval = {
      from: element.start,
      to: element.end,
      rank: GUARDS + 1,
      replacement: (inner, pool) => {
        const formatting = { ...runFormatting(part, run), paragraph: sourceOf(part, child(element, 'w:pPr')) }
        return replacementOf(
          {
            node: 'block',
            name: tag.name,
            run: formatting,
            marks: marks.nodesOf(element, pool),
            children: inner.nodes,
          },
          outlineOfParagraph(part, element, inner.outline),
        )
      },
    }
    return [{ element, interval }]
  })
}
const ONE_TAG = /^\s*\{\{[^{}]*\}\}\s*$|^\s*\{\{\{[^{}]*\}\}\}\s*$/

/**
 * Bookmarks and comment ranges are kept when the paragraph, cell or row around them is dropped. `instead` is written at
 * the start of what goes.
 */
export function droppedIntervals(
  dropped: DroppedElements,
  marks: RangeMarks,
  instead: ReadonlyMap<XmlElement, string>,
): Interval[] {
  const intervals: Interval[] = []
  for (const element of [...dropped.rows, ...dropped.cells, ...dropped.paragraphs]) {
    if (goesWithAnother(element, dropped)) continue
    let at = element.start
    let xml = instead.get(element) ?? ''
    for (const mark of marks.in(element)) {
      intervals.push(replaceWithXml(at, mark.start, xml))
      at = mark.end
      xml = ''
    }
    intervals.push(replaceWithXml(at, element.end, xml))
  }
  return intervals
}

/** Whether the row or cell around a cell or paragraph is dropped, too. */
function goesWithAnother(element: XmlElement, { rows, cells }: DroppedElements): boolean {
  if (rows.size === 0 && cells.size === 0) return false
  for (let at = element.parent; at !== undefined; at = at.parent) if (rows.has(at) || cells.has(at)) return true
  return false
}

/** A paragraph, row or table that is written only when something in it is. */
export function guardInterval(part: XmlPart, guard: Guard, marks: RangeMarks): Interval {
  const { element, any } = guard
  return {
    from: element.start,
    to: element.end,
    rank: GUARDS,
    replacement: (inner, pool) => {
      if (any === undefined)
        return replacementOf({ node: 'table', rowEnd: `</${part.prefix}tr>`, children: inner.nodes }, inner.outline)
      return replacementOf(
        { node: 'guard', any, children: inner.nodes, otherwise: marks.nodesOf(element, pool) },
        inner.outline,
      )
    },
  }
}
