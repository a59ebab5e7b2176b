/**
 * Cells, headers and notes must hold a paragraph, or the file is not valid: a filler is written when they would not.
 */
import type { BytePool } from '../../template/pool.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'
import type { AnchoredSection, DroppedElements } from './anchored-section.ts'
import type { Guard } from './guards.ts'
import { type Interval, OUTERMOST, type Replacement, replacementOf } from './intervals.ts'
import type { Crossings } from './section-crossings.ts'

/** Elements that are not valid without a paragraph. */
export const MUST_HOLD_A_PARAGRAPH: ReadonlySet<string> = new Set([
  'w:tc',
  'w:txbxContent',
  'w:hdr',
  'w:ftr',
  'w:footnote',
  'w:endnote',
  'w:comment',
])

/** Intervals around the containers that could lose their last paragraph. */
export function ensureIntervals(
  part: XmlPart,
  sections: readonly AnchoredSection[],
  guards: readonly Guard[],
  dropped: DroppedElements,
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
      // A block that a section enters or leaves from outside of the cell is kept.
      const from = crossings.endOfCrossings(container) ?? child(container, 'w:tcPr')?.end ?? container.inner
      return {
        from,
        to: container.innerEnd,
        rank: OUTERMOST,
        replacement: (inner: Replacement, pool: BytePool): Replacement =>
          replacementOf(
            { node: 'ensure', children: inner.nodes, filler: [pool.add(`<${part.prefix}p/>`)] },
            inner.outline,
          ),
      }
    })
    .filter((each) => each.from < each.to)
}
