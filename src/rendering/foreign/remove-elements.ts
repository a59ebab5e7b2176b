/**
 * Removes paragraphs, rows and cells from a part and keeps it valid: what would be empty is removed too or keeps an
 * empty paragraph, and bookmarks and section breaks are kept.
 */
import { type XmlElement, type XmlPart, child } from '../docx/xml/xml-tree.ts'
import { rangeMarksIn } from '../docx/sections/range-marks.ts'
import { MUST_HOLD_A_PARAGRAPH } from '../docx/sections/required-paragraphs.ts'

/** A range of the source and its replacement. */
export interface SourceEdit {
  readonly from: number
  readonly to: number
  readonly xml: string
}

/** Elements that must hold at least one of these. */
const CONTENT: Readonly<Record<string, readonly string[]>> = {
  'w:tbl': ['w:tr', 'w:sdt'],
  'w:tr': ['w:tc', 'w:sdt'],
  'w:sdtContent': ['w:tr', 'w:tc', 'w:sdt'],
  'w:sdt': ['w:sdtContent'],
}

/** The edits that remove elements. */
export function removeElements(part: XmlPart, elements: Iterable<XmlElement>): SourceEdit[] {
  const gone = new Set(elements)
  for (const each of gone) if (each.name === 'w:tr' || each.name === 'w:tc') addEmptied(each, gone)
  const kept = keptParagraphs(gone)
  return [...gone].map((each) => ({ from: each.start, to: each.end, xml: replacementFor(part, each, kept.has(each)) }))
}

/** Whether fields begin in a range of the source that do not end there, or the other way round. */
export function dividesField(part: XmlPart, from: number, to: number): boolean {
  const source = part.source.slice(from, to)
  const count = (pattern: RegExp): number => source.match(pattern)?.length ?? 0
  return count(/fldCharType=["']begin/g) !== count(/fldCharType=["']end/g)
}

/** Also removes a table without rows, or a row without cells. */
function addEmptied(element: XmlElement, gone: Set<XmlElement>): void {
  for (let at = element.parent; at !== undefined; at = at.parent) {
    const content = CONTENT[at.name]
    if (content === undefined || gone.has(at)) return
    if (at.children.some((each) => content.includes(each.name) && !gone.has(each))) return
    gone.add(at)
  }
}

/** Paragraphs that are kept, empty, because their container must hold a paragraph, or end with one. */
function keptParagraphs(gone: ReadonlySet<XmlElement>): Set<XmlElement> {
  const kept = new Set<XmlElement>()
  for (const { parent } of gone) {
    if (parent === undefined || !MUST_HOLD_A_PARAGRAPH.has(parent.name)) continue
    const blocks = parent.children.filter((each) => ['w:p', 'w:tbl', 'w:sdt'].includes(each.name))
    const last = blocks.findLast((each) => !gone.has(each))
    const paragraph = blocks.findLast((each) => each.name === 'w:p')
    if (last?.name !== 'w:p' && paragraph !== undefined) kept.add(paragraph)
  }
  return kept
}

function replacementFor(part: XmlPart, element: XmlElement, kept: boolean): string {
  const w = part.prefix
  const marks = rangeMarksIn(part, element)
  const properties = element.name === 'w:p' ? child(element, 'w:pPr') : undefined
  const section = properties === undefined ? undefined : child(properties, 'w:sectPr')
  if (section === undefined) return kept ? `${marks}<${w}p/>` : marks
  return `${marks}<${w}p><${w}pPr>${part.source.slice(section.start, section.end)}</${w}pPr></${w}p>`
}
