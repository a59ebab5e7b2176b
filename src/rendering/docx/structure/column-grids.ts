/**
 * The grids of tables whose columns repeat: they have the columns that the cells of a document have.
 */
import type { SectionNode } from '../../template/program.ts'
import type { AnchoredSection, DroppedElements } from '../sections/anchored-section.ts'
import { type Interval, replaceWithXml, replacementOf } from '../sections/intervals.ts'
import { attribute } from '../xml/attributes.ts'
import { type XmlElement, type XmlPart, ancestor, child } from '../xml/xml-tree.ts'

/**
 * A grid follows the first row whose columns repeat and that is itself written once: the columns of dropped cells go
 * from it, the others repeat as their cells do. A grid with fewer columns than that row stays as it is.
 */
export function gridIntervals(
  part: XmlPart,
  sections: readonly AnchoredSection[],
  dropped: DroppedElements,
): Interval[] {
  if (dropped.cells.size === 0) return []
  const done = new Set<XmlElement>()
  const intervals: Interval[] = []
  for (const row of new Set(sections.flatMap((each) => (each.level === 'column' ? each.open.inside : [])))) {
    const table = ancestor(row, 'w:tbl')
    if (row.name !== 'w:tr' || table === undefined || done.has(table)) continue
    const columns = sections.filter((each) => each.level === 'column' && each.open.inside === row)
    if (!isWrittenOnce(row, table, sections)) continue
    done.add(table)
    const grid = columnsOf(part, row, table)
    if (grid !== undefined) intervals.push(...rowIntervals(grid, columns, dropped))
  }
  return intervals
}

/** Whether no section around the row begins in its table. */
const isWrittenOnce = (row: XmlElement, table: XmlElement, sections: readonly AnchoredSection[]): boolean =>
  !sections.some(({ open, close }) => open.pos > table.start && open.pos <= row.start && close.pos > row.start)

/** The columns of the grid by the cells of a row; undefined where the grid has too few. */
function columnsOf(
  part: XmlPart,
  row: XmlElement,
  table: XmlElement,
): ReadonlyMap<XmlElement, readonly XmlElement[]> | undefined {
  const grid = child(table, 'w:tblGrid')?.children.filter((each) => each.name === 'w:gridCol') ?? []
  let next = numberIn(part, child(row, 'w:trPr'), 'w:gridBefore') ?? 0
  const columns = new Map<XmlElement, readonly XmlElement[]>()
  for (const cell of cellsIn(row)) {
    const span = Math.max(1, numberIn(part, child(cell, 'w:tcPr'), 'w:gridSpan') ?? 1)
    columns.set(cell, grid.slice(next, next + span))
    next += span
  }
  return next <= grid.length ? columns : undefined
}

function rowIntervals(
  grid: ReadonlyMap<XmlElement, readonly XmlElement[]>,
  sections: readonly AnchoredSection[],
  { cells }: DroppedElements,
): Interval[] {
  const startAt = new Map([...grid].map(([cell, [first]]) => [cell.start, first?.start]))
  const gone = [...grid].flatMap(([cell, columns]) => (cells.has(cell) ? columns : []))
  return [
    ...gone.map(({ start, end }) => replaceWithXml(start, end, '')),
    ...sections.flatMap((section) => {
      const [from, to] = [startAt.get(section.open.pos), startAt.get(section.close.pos)]
      return from === undefined || to === undefined ? [] : [repeated(section, from, to)]
    }),
  ]
}

function repeated({ name, inverted, rank }: AnchoredSection, from: number, to: number): Interval {
  const replacement: Interval['replacement'] = ({ nodes }) => {
    const section: SectionNode = { node: 'section', name, inverted, children: nodes }
    return replacementOf(section)
  }
  return { from, to, rank, replacement }
}

/** The cells of a row, those in content controls too. */
function cellsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((each) =>
    each.name === 'w:tc' ? [each] : AROUND_CELLS.has(each.name) ? cellsIn(each) : [],
  )
}
const AROUND_CELLS: ReadonlySet<string> = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:del'])

function numberIn(part: XmlPart, properties: XmlElement | undefined, name: string): number | undefined {
  const element = properties === undefined ? undefined : child(properties, name)
  const value = element === undefined ? undefined : Number(attribute(part, element, `${part.prefix}val`))
  return Number.isInteger(value) ? value : undefined
}
