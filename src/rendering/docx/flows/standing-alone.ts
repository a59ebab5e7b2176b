/** Variables that are a paragraph of the running text by themselves: clauses rather than single words. */
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import { isHeading } from './headings.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'

/** Elements whose paragraphs are short by their nature. */
const NARROW: ReadonlySet<string> = new Set(['w:tc', 'w:hdr', 'w:ftr', 'w:txbxContent'])

/** The outline of a paragraph that holds one variable. In headings, list items and cells that says nothing. */
export function outlineOfParagraph(
  part: XmlPart,
  paragraph: XmlElement,
  outline: readonly OutlineNode[],
): readonly OutlineNode[] {
  if (isHeading(part, paragraph) || isListItem(paragraph) || isNarrow(paragraph)) return outline
  return outline.map((node) => (node.type === 'variable' ? { ...node, alone: true } : node))
}

function isListItem(paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr')
  return properties !== undefined && child(properties, 'w:numPr') !== undefined
}

function isNarrow(paragraph: XmlElement): boolean {
  for (let at = paragraph.parent; at !== undefined; at = at.parent) if (NARROW.has(at.name)) return true
  return false
}
