/**
 * A section as a node of the program, in place of its range of the source.
 */
import type { BytePool } from '../../template/pool.ts'
import type { ProgramNode, SectionNode } from '../../template/program.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import { balancingEnds, balancingXml, emptyCell } from '../sections/balance.ts'
import { type Interval, replacementOf } from '../sections/intervals.ts'
import type { RangeMarks } from '../sections/range-marks.ts'
import type { PageSetup } from '../structure/page-setup.ts'
import type { Rounds } from '../structure/rounds.ts'
import type { XmlPart } from '../xml/xml-tree.ts'

/** What a section needs to know about its part. */
export interface SectionSurroundings {
  readonly part: XmlPart
  readonly marks: RangeMarks
  readonly rounds: Rounds
  /** Undefined where no section takes a break along. */
  readonly setup: () => PageSetup | undefined
}

/** The interval of a section. The variables of a fallback (mc:Fallback) are left out of the outline. */
export function sectionInterval(around: SectionSurroundings, section: AnchoredSection, isFallback: boolean): Interval {
  const { name, inverted, open, close } = section
  return {
    from: open.pos,
    to: close.pos,
    rank: section.rank,
    replacement: (inner, pool) => {
      const between = balancingXml(around.part, close, open)
      const otherwise = nodesWithout(around, section, pool)
      const node: SectionNode = {
        node: 'section',
        name,
        inverted,
        children: around.rounds.begin(section, inner.nodes),
        ...(between === '' ? {} : { between: [pool.add(between)] }),
        ...(otherwise.length === 0 ? {} : { otherwise }),
      }
      return replacementOf(
        node,
        isFallback ? [] : [{ type: 'section', name, inverted, repeats: section.repeats, children: inner.outline }],
      )
    },
  }
}

/** What a section leaves behind: what balances the XML, and what is not its own. */
function nodesWithout(
  { part, marks, setup }: SectionSurroundings,
  section: AnchoredSection,
  pool: BytePool,
): ProgramNode[] {
  const { open, close } = section
  const severed = marks.severed(section, pool)
  const broken = setup()?.nodesWithout(section, pool)
  const kept = broken === undefined ? severed : [...severed, ...broken]
  if (section.level === 'cell') return [...nodeOf(emptiedCells(part, section), pool), ...kept]
  const { leaving, entering } = balancingEnds(part, open, close)
  if (kept.length === 0) return nodeOf(leaving + entering, pool)
  return [...nodeOf(leaving, pool), ...kept, ...nodeOf(entering, pool)]
}

const nodeOf = (xml: string, pool: BytePool): ProgramNode[] => (xml === '' ? [] : [pool.add(xml)])

function emptiedCells(part: XmlPart, section: AnchoredSection): string {
  const cells = section.open.inside.children.filter(
    (each) => each.start >= section.open.pos && each.end <= section.close.pos,
  )
  return cells.map((each) => emptyCell(part, each)).join('')
}
