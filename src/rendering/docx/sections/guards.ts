/**
 * A paragraph or row that holds nothing but sections is written only when one of them is; a table only when one of its
 * rows is.
 */
import type { Crossings } from './section-crossings.ts'
import type { Page } from '../flows/page.ts'
import { firstIndex } from '../xml/search.ts'
import { rowsAbove } from './ancestors.ts'
import { type XmlElement, ancestor } from '../xml/xml-tree.ts'
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
  // A paragraph of many sections is looked at once, not for each of them.
  const considered = new Set<XmlElement>()
  const consider = (element: XmlElement): void => {
    if (considered.has(element)) return
    considered.add(element)
    if (crossings.crosses(element)) return
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
    ({ open: { inside } }) => (inside.name === 'w:tbl' ? inside : ancestor(inside, 'w:tbl')),
  )
  for (const table of tablesOf(sections)) {
    const whole = rowSections.get(table) ?? []
    for (const holder of [table, ...controlsOf(table)]) {
      if (!crossings.crosses(holder) && mayLoseAllRows(holder, whole, guards, dropped))
        guards.set(holder, { element: holder, any: undefined })
    }
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
    for (const row of [...rowsAbove(openTag.paragraph.element), ...rowsAbove(closeTag.paragraph.element)]) {
      const table = row.parent?.name === 'w:tbl' ? row.parent : ancestor(row, 'w:tbl')
      if (table !== undefined) tables.add(table)
    }
  }
  return tables
}

/** The rows of a table, in content controls too. */
const rowsOf = (holder: XmlElement): XmlElement[] =>
  holder.children.flatMap((each) => (each.name === 'w:tr' ? [each] : HOLDS_ROWS.has(each.name) ? rowsOf(each) : []))
const HOLDS_ROWS: ReadonlySet<string> = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:moveTo'])

/** The content controls that hold rows of a table. */
const controlsOf = (holder: XmlElement): XmlElement[] =>
  holder.children.flatMap((each) => {
    if (!HOLDS_ROWS.has(each.name)) return []
    return each.name === 'w:sdt' ? [each, ...controlsOf(each)] : controlsOf(each)
  })

/** Whether each row of a table or control may be left out: without rows it is not valid. */
function mayLoseAllRows(
  holder: XmlElement,
  whole: readonly AnchoredSection[],
  guards: ReadonlyMap<XmlElement, Guard>,
  dropped: DroppedElements,
): boolean {
  const rows = rowsOf(holder)
  return (
    rows.length > 0 &&
    rows.every(
      (row) =>
        dropped.rows.has(row) ||
        guards.has(row) ||
        whole.some((each) => holder.start < each.open.pos && each.open.pos <= row.start && row.end <= each.close.pos),
    )
  )
}
