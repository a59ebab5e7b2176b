/**
 * The grids of tables whose columns repeat: they have the columns that the cells of a document have.
 */
import type { ProgramNode } from '../../template/program.ts'
import type { AnchoredSection, DroppedElements } from '../sections/anchored-section.ts'
import { type Interval, replaceWithXml, replacementOf } from '../sections/intervals.ts'
import { attribute } from '../xml/attributes.ts'
import { type XmlElement, type XmlPart, ancestor, child } from '../xml/xml-tree.ts'

/**
 * A grid follows the first row whose columns repeat and that is itself written once, else the first round of one that
 * repeats: the columns of dropped cells go from it, the others repeat as their cells do. A grid with fewer columns than
 * that row stays as it is.
 */
export function gridIntervals(
  part: XmlPart,
  sections: readonly AnchoredSection[],
  dropped: DroppedElements,
): Interval[] {
  if (dropped.cells.size === 0) return []
  const rows = new Set(sections.flatMap((each) => (each.level === 'column' ? each.open.inside : [])))
  const found = [...rows].flatMap((row) => findRow(row, sections) ?? [])
  const done = new Set<XmlElement>()
  const intervals: Interval[] = []
  for (const each of [...found.filter(({ round }) => round === undefined), ...found]) {
    if (done.has(each.table)) continue
    done.add(each.table)
    const grid = columnsOf(part, each.row, each.table)
    if (grid !== undefined) intervals.push(...rowIntervals(grid, each, dropped))
  }
  return intervals
}

/** A row that a grid can follow. */
interface RepeatingRow {
  readonly row: XmlElement
  readonly table: XmlElement
  /** The sections that repeat its columns, outer ones first. */
  readonly columns: readonly AnchoredSection[]
  /** The section round the row in its table, of which the first round counts. */
  readonly round: AnchoredSection | undefined
}

function findRow(row: XmlElement, sections: readonly AnchoredSection[]): RepeatingRow | undefined {
  const table = ancestor(row, 'w:tbl')
  if (row.name !== 'w:tr' || table === undefined) return undefined
  const columns = sections.filter((each) => each.level === 'column' && each.open.inside === row)
  const around = sections.filter(({ open, close }) => open.pos <= row.start && close.pos > row.start)
  const [round, ...others] = around.filter(({ open }) => open.pos > table.start)
  // `once` knows the first round only where nothing round the table repeats.
  const isKnown = around.length === 1 && ancestor(table, 'w:txbxContent', ...NOTES) === undefined
  return others.length > 0 || (round !== undefined && !isKnown) ? undefined : { row, table, columns, round }
}
const NOTES = ['w:footnote', 'w:endnote', 'w:comment']

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
  { columns, round }: RepeatingRow,
  { cells }: DroppedElements,
): Interval[] {
  const startAt = new Map([...grid].map(([cell, [first]]) => [cell.start, first?.start]))
  const gone = [...grid].flatMap(([cell, own]) => (cells.has(cell) ? own : []))
  const isInner = ({ open, rank }: AnchoredSection): boolean =>
    columns.some((each) => each.rank < rank && each.open.pos <= open.pos && open.pos < each.close.pos)
  return [
    ...gone.map(({ start, end }) => replaceWithXml(start, end, '')),
    ...columns.flatMap((section) => {
      const [from, to] = [startAt.get(section.open.pos), startAt.get(section.close.pos)]
      if (from === undefined || to === undefined) return []
      return repeated(section, from, to, isInner(section) ? undefined : round)
    }),
  ]
}

function repeated(section: AnchoredSection, from: number, to: number, round: AnchoredSection | undefined): Interval {
  const node = ({ name, inverted }: AnchoredSection, children: readonly ProgramNode[]): ProgramNode => ({
    node: 'section',
    name,
    inverted,
    children,
  })
  return {
    from,
    to,
    rank: section.rank,
    replacement: ({ nodes }) => {
      const columns = node(section, nodes)
      return replacementOf(round === undefined ? columns : node(round, [{ node: 'once', children: [columns] }]))
    },
  }
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
