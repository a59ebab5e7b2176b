/**
 * Mistakes of one part, with the words around them.
 */
import type { Mistake } from '../../template/mistake.ts'
import { findLookAlikesIn } from '../../template/tags/look-alikes.ts'
import { MAX_MISTAKES, columnsMistake } from '../../template/tags/tag-mistakes.ts'
import type { Paragraph, PlacedTag } from '../flows/flows.ts'
import type { Page } from '../flows/page.ts'
import type { ScannedFlow } from '../flows/scan-flow.ts'
import { cellAround } from '../sections/ancestors.ts'
import { type XmlElement, type XmlPart, ancestor } from '../xml/xml-tree.ts'

/** The mistakes of a flow, with their places. `label` names the part to people. */
export function listMistakes(scanned: ScannedFlow, label: string): Mistake[] {
  if (scanned.flow.kind === 'deleted' || scanned.flow.kind === 'copy' || scanned.flow.isFallback) return []
  return scanned.mistakes.map(({ mistake, paragraph, offset }) => placedMistake(mistake, label, paragraph, offset))
}

/** Sections that repeat columns and do not stand alone in two cells of one row. */
export function findColumnMistakes(scanned: ScannedFlow, page: Page, label: string): Mistake[] {
  const columns = scanned.tags.filter((each) => each.tag.columns === true)
  if (columns.length === 0 || scanned.mistakes.length > 0 || scanned.flow.isFallback) return []
  const open: PlacedTag[] = []
  const isAlone = (cell: XmlElement): boolean => page.isEmpty(cell.start, cell.end)
  return columns.flatMap((tag): Mistake[] => {
    if (tag.tag.kind !== 'close') {
      open.push(tag)
      return []
    }
    const opening = open.pop() ?? tag
    const cells = [opening, tag].map((each) => cellAround(each.paragraph.element))
    const [first, last] = cells
    if (first !== undefined && last !== undefined && first.parent === last.parent && isAlone(first) && isAlone(last))
      return []
    return [placedMistake(columnsMistake(opening.tag), label, opening.paragraph, opening.offset)]
  })
}

/** What looks like a tag and is none; fallbacks for older readers (mc:Fallback) repeat what was looked at. */
export function findLookAlikes(
  paragraphs: readonly Paragraph[],
  label: string,
): { mistakes: readonly Mistake[]; remarks: readonly Mistake[] } {
  const mistakes: Mistake[] = []
  const remarks: Mistake[] = []
  for (const paragraph of paragraphs) {
    if (mistakes.length + remarks.length >= MAX_MISTAKES) break
    const found = findLookAlikesIn(paragraph.text)
    if (found.length === 0 || ancestor(paragraph.element, 'mc:Fallback') !== undefined) continue
    for (const { at, message, fix, isMistake } of found)
      (isMistake ? mistakes : remarks).push(placedMistake({ message, fix }, label, paragraph, at))
  }
  return { mistakes, remarks }
}

/** A mistake with its place. */
export const placedMistake = (
  { message, fix }: Pick<Mistake, 'message' | 'fix'>,
  part: string,
  paragraph: Paragraph,
  offset: number,
): Mistake => ({
  part,
  paragraph: paragraph.number,
  heading: paragraph.heading,
  around: paragraphTextAround(paragraph, offset),
  message,
  fix,
})

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
export const cutFieldMistake = ({ tag, paragraph, offset }: PlacedTag, label: string): Mistake => {
  const message = `The section “${tag.name}” holds only a part of a field.`
  const fix = 'Put both of its tags outside of the field, or both into its text.'
  return placedMistake({ message, fix }, label, paragraph, offset)
}

/** A section with a section break behind too many others, without text between them. */
export const breakRowMistake = ({ tag, paragraph, offset }: PlacedTag, label: string): Mistake => {
  const message = `Before “${tag.name}”, 300 sections with section breaks follow each other without text between them.`
  const fix = 'Put text between them, or several of them into one section.'
  return placedMistake({ message, fix }, label, paragraph, offset)
}

/** The text around a place in a paragraph, up to 70 characters. */
function paragraphTextAround(paragraph: Paragraph, offset: number): string {
  const from = Math.max(0, offset - 30)
  const to = Math.min(paragraph.text.length, offset + 40)
  return `${from > 0 ? '…' : ''}${paragraph.text.slice(from, to).trim()}${to < paragraph.text.length ? '…' : ''}`
}
