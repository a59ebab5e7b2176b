/**
 * A section as a node of the program, in place of its range of the source.
 */
import type { SectionNode } from '../../template/program.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { emptyCell, balancingXml } from '../sections/balance.ts'
import { type Interval, replacementOf } from '../sections/intervals.ts'
import type { XmlPart } from '../xml/xml-tree.ts'

/** The interval of a section. The variables of a fallback (mc:Fallback) are left out of the outline. */
export function sectionInterval(part: XmlPart, section: AnchoredSection, isFallback: boolean): Interval {
  const { name, inverted, open, close } = section
  return {
    from: open.pos,
    to: close.pos,
    rank: section.rank,
    replacement: (inner, pool) => {
      const between = balancingXml(part, close, open)
      const otherwise = section.level === 'cell' ? emptiedCells(part, section) : balancingXml(part, open, close)
      const node: SectionNode = {
        node: 'section',
        name,
        inverted,
        children: inner.nodes,
        ...(between === '' ? {} : { between: [pool.add(between)] }),
        ...(otherwise === '' ? {} : { otherwise: [pool.add(otherwise)] }),
      }
      return replacementOf(
        node,
        isFallback ? [] : [{ type: 'section', name, inverted, repeats: section.repeats, children: inner.outline }],
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
