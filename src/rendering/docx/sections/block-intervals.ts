/**
 * Intervals around blocks: paragraphs, rows and tables that may be left out, and values that are a whole paragraph.
 */
import type { RunPlace } from '../../template/program.ts'
import type { PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'
import type { DroppedElements } from './anchored-section.ts'
import type { Guard } from './guards.ts'
import { GUARDS, type Interval, replaceWithXml, replacementOf } from './intervals.ts'
import { rangeMarksIn } from './range-marks.ts'
import { outlineOfParagraph } from '../flows/standing-alone.ts'

/** What a value in a run needs: the prefix and the properties of the run. */
export function runPlace(part: XmlPart, run: XmlElement): RunPlace {
  const place = { prefix: part.prefix, properties: sourceOf(part, child(run, 'w:rPr')) }
  return run.parent?.name === 'w:p' || run.parent?.name === 'w:ins' ? place : { ...place, closed: true }
}

const sourceOf = (part: XmlPart, element: XmlElement | undefined): string =>
  element === undefined ? '' : part.source.slice(element.start, element.end)

/** Paragraphs that hold nothing but one value. */
export function blockIntervals(part: XmlPart, tags: readonly PlacedTag[], page: Page): Interval[] {
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
        replacement: (inner, pool) => {
          const marks = rangeMarksIn(part, element)
          const place = { ...runPlace(part, run), paragraph: sourceOf(part, child(element, 'w:pPr')) }
          return replacementOf(
            {
              node: 'block',
              name: tag.name,
              run: place,
              marks: marks === '' ? [] : [pool.add(marks)],
              children: inner.nodes,
            },
            outlineOfParagraph(part, element, inner.outline),
          )
        },
      },
    ]
  })
}
const ONE_TAG = /^\s*\{\{[^{}]*\}\}\s*$|^\s*\{\{\{[^{}]*\}\}\}\s*$/

/** Bookmarks and comment ranges are kept when the paragraph or row around them is dropped. */
export function droppedIntervals(part: XmlPart, dropped: DroppedElements): Interval[] {
  return [...dropped.rows, ...dropped.cells, ...dropped.paragraphs].map((each) =>
    replaceWithXml(each.start, each.end, rangeMarksIn(part, each)),
  )
}

/** A paragraph, row or table that is written only when something in it is. */
export function guardInterval(part: XmlPart, guard: Guard): Interval {
  const { element, any } = guard
  return {
    from: element.start,
    to: element.end,
    rank: GUARDS,
    replacement: (inner, pool) => {
      if (any === undefined)
        return replacementOf({ node: 'table', rowEnd: `</${part.prefix}tr>`, children: inner.nodes }, inner.outline)
      const marks = rangeMarksIn(part, element)
      return replacementOf(
        { node: 'guard', any, children: inner.nodes, otherwise: marks === '' ? [] : [pool.add(marks)] },
        inner.outline,
      )
    },
  }
}
