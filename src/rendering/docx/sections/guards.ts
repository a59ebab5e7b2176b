/**
 * A paragraph or row that holds nothing but sections is written only when one of them is; a table only when one of its
 * rows is.
 */
import type { Crossings } from './section-crossings.ts'
import type { Page } from '../flows/page.ts'
import { firstIndex } from '../xml/search.ts'
import { rowsAbove } from './ancestors.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import type { AnchoredSection, DroppedElements } from './anchored-section.ts'

export interface GuardCondition {
  readonly name: string
  readonly inverted: boolean
}

export interface Guard {
  readonly element: XmlElement
  /** Undefined for a table. */
  readonly any: readonly GuardCondition[] | undefined
}

/** Finds the guards among the sections of one flow. */
export function findGuards(
  sections: readonly AnchoredSection[],
  page: Page,
  dropped: DroppedElements,
  crossings: Crossings,
): Guard[] {
  const guards = new Map<XmlElement, Guard>()
  const consider = (element: XmlElement): void => {
    if (guards.has(element) || crossings.crosses(element)) return
    const any = coveringSections(element, sections, page)
    if (any !== undefined) guards.set(element, { element, any })
  }
  for (const { openTag, closeTag } of sections) {
    const { element } = openTag.paragraph
    if (element === closeTag.paragraph.element && element.name === 'w:p' && !dropped.paragraphs.has(element))
      consider(element)
    for (const row of [...rowsAbove(element), ...rowsAbove(closeTag.paragraph.element)])
      if (!dropped.rows.has(row)) consider(row)
  }
  const rowSections = Map.groupBy(
    sections.filter((each) => each.level === 'row'),
    (each) => each.open.inside,
  )
  for (const table of tablesOf(sections)) {
    if (!crossings.crosses(table) && mayLoseAllRows(table, rowSections.get(table) ?? [], guards, dropped))
      guards.set(table, { element: table, any: undefined })
  }
  return [...guards.values()]
}

/** The outermost sections inside an element, when everything visible in it lies in them. */
function coveringSections(
  element: XmlElement,
  sections: readonly AnchoredSection[],
  page: Page,
): GuardCondition[] | undefined {
  let left = page.count(element.start, element.end)
  if (left === 0) return undefined
  const any: GuardCondition[] = []
  let behind = element.start
  // Sections come in the order in which they begin.
  let index = firstIndex(sections, (each) => each.open.pos > element.start)
  for (; index < sections.length; index++) {
    const section = sections[index] as AnchoredSection
    const [from, to] = [section.open.pos, section.close.pos]
    if (from >= element.end) break
    if (from <= element.start || to >= element.end || from < behind || from >= to) continue
    any.push({ name: section.name, inverted: section.inverted })
    left -= page.count(from, to)
    behind = to
  }
  return any.length > 0 && left === 0 ? any : undefined
}

function tablesOf(sections: readonly AnchoredSection[]): Set<XmlElement> {
  const tables = new Set<XmlElement>()
  for (const { openTag, closeTag } of sections) {
    for (const row of [...rowsAbove(openTag.paragraph.element), ...rowsAbove(closeTag.paragraph.element)])
      if (row.parent?.name === 'w:tbl') tables.add(row.parent)
  }
  return tables
}

/** Whether each row of a table may be left out: a table without rows is not valid. */
function mayLoseAllRows(
  table: XmlElement,
  whole: readonly AnchoredSection[],
  guards: ReadonlyMap<XmlElement, Guard>,
  dropped: DroppedElements,
): boolean {
  return table.children.every((row) => {
    if (row.name !== 'w:tr') return !row.name.startsWith('w:sdt')
    return (
      dropped.rows.has(row) ||
      guards.has(row) ||
      whole.some((each) => each.open.pos <= row.start && row.end <= each.close.pos)
    )
  })
}
