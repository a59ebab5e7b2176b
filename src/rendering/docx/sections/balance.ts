/**
 * Closes and opens elements, so that a section whose tags are at different depths still gives balanced XML: the XML
 * between two iterations, and the XML instead of a section that is left out.
 */
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'

/** A place in the source and the element whose content it is in. */
export interface Anchor {
  readonly pos: number
  readonly inside: XmlElement
}

const PROPERTIES: ReadonlySet<string> = new Set([
  'w:pPr',
  'w:rPr',
  'w:tcPr',
  'w:trPr',
  'w:tblPr',
  'w:tblGrid',
  'w:tblPrEx',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:smartTagPr',
  'w:customXmlPr',
  'a:pPr',
  'a:rPr',
  'a:bodyPr',
  'a:lstStyle',
])

/**
 * The end and start tags that lead from one place to the other, without the text between them. Empty when both are in
 * one element.
 */
export function balancingXml(part: XmlPart, from: Anchor, to: Anchor): string {
  const { leaving, entering } = balancingEnds(part, from, to)
  return leaving + entering
}

/** The same in two pieces: what stands between them is in the innermost element around both places. */
export function balancingEnds(part: XmlPart, from: Anchor, to: Anchor): { leaving: string; entering: string } {
  if (from.inside === to.inside) return { leaving: '', entering: '' }
  const up = pathFromRoot(from.inside)
  const down = pathFromRoot(to.inside)
  let common = 0
  while (common < up.length && common < down.length && up[common] === down[common]) common += 1
  const leaving = up.slice(common).reverse()
  const entering = down.slice(common)
  let left = ''
  for (const [index, element] of leaving.entries()) {
    // A cell must end with a paragraph.
    if (element.name === 'w:tc' && index > 0 && leaving[index - 1]?.name !== 'w:p') left += `<${part.prefix}p/>`
    left += part.source.slice(element.innerEnd, element.end)
    if (element.name === 'w:tc') left += cellsAfter(part, element, entering[0])
  }
  let entered = ''
  entering.forEach((element, index) => {
    if (element.name === 'w:tc' && (index > 0 || leaving.length === 0)) entered += cellsBefore(part, element)
    entered += openingXml(part, element)
  })
  return { leaving: left, entering: entered }
}

/** From the root down to the element. */
function pathFromRoot(element: XmlElement): XmlElement[] {
  const elements: XmlElement[] = []
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) elements.push(at)
  return elements.reverse()
}

/** The start of an element with its properties; text keeps its spaces. */
function openingXml(part: XmlPart, element: XmlElement): string {
  if (element.name === 'w:t') return textStart(part)
  let xml = part.source.slice(element.start, element.inner)
  for (const each of element.children) if (PROPERTIES.has(each.name)) xml += part.source.slice(each.start, each.end)
  return xml
}

export const textStart = (part: XmlPart): string => `<${part.prefix}t xml:space="preserve">`

/** Cells of a row that a section skips are kept empty, so that the table keeps its columns. */
function cellsAfter(part: XmlPart, cell: XmlElement, until: XmlElement | undefined): string {
  const cells = cell.parent?.children.filter((each) => each.name === 'w:tc') ?? []
  const last = until === undefined ? -1 : cells.indexOf(until)
  return cells
    .slice(cells.indexOf(cell) + 1, last < 0 ? undefined : last)
    .map((each) => emptyCell(part, each))
    .join('')
}

function cellsBefore(part: XmlPart, cell: XmlElement): string {
  const cells = cell.parent?.children.filter((each) => each.name === 'w:tc') ?? []
  return cells
    .slice(0, cells.indexOf(cell))
    .map((each) => emptyCell(part, each))
    .join('')
}

/** A cell with its properties and an empty paragraph formatted like its last one. */
export function emptyCell(part: XmlPart, cell: XmlElement): string {
  const { source, prefix } = part
  const properties = child(cell, 'w:tcPr')
  const paragraph = cell.children.findLast((each) => each.name === 'w:p')
  const format = paragraph === undefined ? undefined : child(paragraph, 'w:pPr')
  return (
    source.slice(cell.start, cell.inner) +
    (properties === undefined ? '' : source.slice(properties.start, properties.end)) +
    `<${prefix}p>${format === undefined ? '' : source.slice(format.start, format.end)}</${prefix}p>` +
    source.slice(cell.innerEnd, cell.end)
  )
}
