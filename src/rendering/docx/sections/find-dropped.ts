/**
 * Paragraphs and rows that hold nothing but tags, and so are in no document.
 */
import type { NestedTag } from '../../template/tags/nest-tags.ts'
import type { PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import { cellAround, contains, rowsAbove } from './ancestors.ts'
import type { DroppedElements } from './anchored-section.ts'

/**
 * Finds the paragraphs and rows that hold only tags. A row is dropped only for a section that ends in another row of
 * its table, and for none that leaves the table.
 */
export function findDroppedElements(
  tags: readonly PlacedTag[],
  nested: readonly NestedTag<PlacedTag>[],
  page: Page,
): DroppedElements {
  const paragraphs = new Set<XmlElement>()
  for (const {
    paragraph: { element },
  } of tags) {
    if (element.name === 'w:p' && page.isEmpty(element.start, element.end)) paragraphs.add(element)
  }
  const rows = new Set<XmlElement>()
  const staying = new Set<XmlElement>()
  const consider = (row: XmlElement, other: XmlElement): void => {
    if (row.parent === undefined || !contains(row.parent, other)) staying.add(row)
    else if (!contains(row, other) && page.isEmpty(row.start, row.end)) rows.add(row)
  }
  const visit = (nodes: readonly NestedTag<PlacedTag>[]): void => {
    for (const { open, close, children } of nodes) {
      if (close === undefined) continue
      const [first, last] = [open.paragraph.element, close.paragraph.element]
      for (const row of rowsAbove(first)) consider(row, last)
      for (const row of rowsAbove(last)) consider(row, first)
      visit(children)
    }
  }
  visit(nested)
  const cells = new Set(
    tags.filter((each) => each.tag.columns === true).flatMap((each) => cellAround(each.paragraph.element) ?? []),
  )
  return { paragraphs, rows: rows.difference(staying), cells }
}
