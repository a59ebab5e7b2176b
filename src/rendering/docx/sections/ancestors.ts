/**
 * Rows, cells and parents around an element.
 */
import type { XmlElement } from '../xml/xml-tree.ts'

/** Whether `inner` lies in `outer`, or is the same element. */
export const contains = (outer: XmlElement, inner: XmlElement): boolean =>
  outer.start <= inner.start && inner.end <= outer.end
/** The cell of a row that a paragraph lies in. */
export const cellOf = (row: XmlElement, paragraph: XmlElement): XmlElement | undefined =>
  row.children.find((each) => contains(each, paragraph))

export function parentOf(element: XmlElement): XmlElement {
  if (element.parent === undefined) throw new Error(`${element.name} has no parent`)
  return element.parent
}

/** The table rows around an element, inner ones first, up to its text box. */
export function rowsAbove(element: XmlElement): XmlElement[] {
  const rows: XmlElement[] = []
  for (let at = element.parent; at !== undefined && at.name !== 'w:txbxContent'; at = at.parent)
    if (at.name === 'w:tr') rows.push(at)
  return rows
}

/** The innermost cell around an element. */
export function cellAround(element: XmlElement): XmlElement | undefined {
  let at: XmlElement | undefined = element
  while (at !== undefined && at.name !== 'w:tc') at = at.parent
  return at
}
