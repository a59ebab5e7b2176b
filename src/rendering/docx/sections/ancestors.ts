/**
 * What stands round an element: rows, cells, parents.
 */
import type { XmlElement } from '../xml/xml-tree.ts'

/** One element lies in the other. */
export const contains = (outer: XmlElement, inner: XmlElement): boolean =>
  outer.start <= inner.start && inner.end <= outer.end
/** The cell of a row that a paragraph lies in. */
export const cellOf = (row: XmlElement, paragraph: XmlElement): XmlElement | undefined =>
  row.children.find((each) => contains(each, paragraph))

export function parentOf(element: XmlElement): XmlElement {
  if (element.parent === undefined) throw new Error(`${element.name} has no parent`)
  return element.parent
}

/** The table rows round an element, inner ones first, within its flow. */
export function rowsAbove(element: XmlElement): XmlElement[] {
  const rows: XmlElement[] = []
  for (let at = element.parent; at !== undefined && at.name !== 'w:txbxContent'; at = at.parent)
    if (at.name === 'w:tr') rows.push(at)
  return rows
}

/** The cell round an element. */
export function cellAround(element: XmlElement): XmlElement | undefined {
  let at: XmlElement | undefined = element
  while (at !== undefined && at.name !== 'w:tc') at = at.parent
  return at
}
