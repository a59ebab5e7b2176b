/**
 * Mistakes of one part, with the words around them.
 */
import type { Mistake } from '../../template/mistake.ts'
import type { Paragraph, PlacedTag } from '../flows/flows.ts'
import type { ScannedFlow } from '../flows/scan-flow.ts'
import type { XmlPart } from '../xml/xml-tree.ts'

/** The mistakes of a flow, with their places. `label` names the part to people. */
export function listMistakes(scanned: ScannedFlow, label: string): Mistake[] {
  if (scanned.flow.kind === 'deleted' || scanned.flow.kind === 'copy' || scanned.flow.isFallback) return []
  return scanned.mistakes.map(({ mistake, paragraph, offset }) => ({
    part: label,
    paragraph: paragraph.number,
    heading: paragraph.heading,
    around: paragraphTextAround(paragraph, offset),
    message: mistake.message,
    fix: mistake.fix,
  }))
}

/** A tag that no rule of the compiler handled is refused: a document never comes out with a tag in it. */
export function unhandledTagMistake(part: XmlPart, label: string, at: number): Mistake {
  const text = part.source.slice(Math.max(0, at - 200), at + 200).replace(/<[^>]*(?:>|$)|^[^<]*>/g, '')
  return {
    part: label,
    around: text.slice(0, 80),
    message: 'A tag stands in a place that cannot be filled.',
    fix: 'Move it into the text, or remove the braces.',
  }
}

/** A section that holds a part of a field. */
export const cutFieldMistake = ({ tag, paragraph, offset }: PlacedTag, label: string): Mistake => ({
  part: label,
  paragraph: paragraph.number,
  heading: paragraph.heading,
  around: paragraphTextAround(paragraph, offset),
  message: `The section “${tag.name}” holds only a part of a field.`,
  fix: 'Put both of its tags outside of the field, or both into its text.',
})

/** The text around a place in a paragraph, up to 70 characters. */
export function paragraphTextAround(paragraph: Paragraph, offset: number): string {
  const from = Math.max(0, offset - 30)
  const to = Math.min(paragraph.text.length, offset + 40)
  return `${from > 0 ? '…' : ''}${paragraph.text.slice(from, to).trim()}${to < paragraph.text.length ? '…' : ''}`
}
