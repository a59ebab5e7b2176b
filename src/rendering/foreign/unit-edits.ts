/**
 * Sections round whole elements: docxtemplater’s `{-w:tr x}`, and the rows, cells and paragraphs whose place docxtpl’s
 * `{%tr …%}` takes.
 */
import type { Flow } from '../docx/flows/flows.ts'
import type { JoinedFlow } from '../docx/flows/join-flow.ts'
import { rangeMarksIn } from '../docx/sections/range-marks.ts'
import { unescapeXml } from '../docx/xml/unescape-xml.ts'
import { piecesOf } from '../docx/flows/source-offsets.ts'
import { type XmlElement, type XmlPart, ancestor, child } from '../docx/xml/xml-tree.ts'
import { escapeXml } from '../template/encode-text.ts'
import { type Problem, type Remark, quoteTag } from './problems.ts'
import type { Edit, Unit, UnitTag, WrappedSection } from './syntax.ts'
import type { SourceEdit } from './remove-elements.ts'

/** Replaces a range of a flow’s text by a text: it takes the place of the first piece. */
export function textEdits(joined: JoinedFlow, { start, end, text }: Edit): SourceEdit[] {
  const { paragraph, offset } = joined.paragraphAt(start)
  return piecesOf(paragraph, offset, offset + end - start).map((piece, index) => ({
    from: piece.from,
    to: piece.to,
    // In a run a quotation mark needs no entity, and a text with many of them is slow to read.
    xml: index > 0 ? '' : piece.atom.run === undefined ? escapeXml(text) : escapeXml(text).replaceAll('&quot;', '"'),
  }))
}

/** Sections from before one element to behind another; those for which there is none stay where their tags are. */
export function wrappedEdits(
  part: XmlPart,
  flow: Flow,
  joined: JoinedFlow,
  sections: readonly WrappedSection[],
): { edits: SourceEdit[]; problems: Problem[] } {
  const edits: SourceEdit[] = []
  const problems: Problem[] = []
  for (const { name, unit, open, close } of sections) {
    const around = (at: number): XmlElement | undefined => elementOf(joined.paragraphAt(at).paragraph.element, unit)
    const [first, last] = flow.kind === 'text' ? [around(open.start), around(close.start)] : []
    const isWhole = first !== undefined && last !== undefined && first.parent === last.parent
    for (const each of [open, close]) edits.push(...textEdits(joined, isWhole ? { ...each, text: '' } : each))
    if (isWhole) edits.push(...wrapElements(part, first, last, name))
    else problems.push(outsideProblem(joined, open, unit))
  }
  return { edits, problems }
}

/**
 * What stands beside tags that take the place of their element: docxtpl never prints it, so it goes. Nothing to do
 * where the tags are alone.
 */
export function unitEdits(
  part: XmlPart,
  flow: Flow,
  joined: JoinedFlow,
  tags: readonly UnitTag[],
): { edits: SourceEdit[]; remarks: Remark[] } {
  const byElement = Map.groupBy(flow.kind === 'text' ? tags : [], ({ start, unit }) =>
    elementOf(joined.paragraphAt(start).paragraph.element, unit),
  )
  const edits: SourceEdit[] = []
  const remarks: Remark[] = []
  for (const [element, own] of byElement) {
    const [first] = own
    if (element === undefined || first === undefined) continue
    const { paragraph } = joined.paragraphAt(first.start)
    const text = first.unit === 'p' ? bare(paragraph.text) : textOf(part, element)
    // docxtpl knows one statement in such an element; with several it is a slip, and nothing is taken away.
    if (own.length > 1 || text.split('{%').length > 2) continue
    if (text === bare(joined.text.slice(first.start, first.end)) && !VISIBLE_ELEMENT.test(sourceOf(part, element)))
      continue
    edits.push(markerEdit(part, element, first.text))
    remarks.push({
      at: first.start,
      message:
        `${quoteTag(joined.text.slice(first.start, first.end))} takes the place of its whole ${WORDS[first.unit]}: ` +
        'what else stands there is never printed.',
      fix: `Give the tag a ${WORDS[first.unit]} of its own.`,
    })
  }
  return { edits, remarks }
}

const SECTION_ALONE = /^\s*\{\{?([#^/])[^{}]*\}\}?\s*$/
const PICTURE = /<[\w.-]*:?(?:drawing|pict|object)\b/

/** Pictures beside docxtemplater’s section tags: whether they belong to the section is an option of its author. */
export function pictureRemarks(part: XmlPart, flow: Flow, joined: JoinedFlow): Remark[] {
  if (flow.kind !== 'text' || !PICTURE.test(part.source)) return []
  const remarks: Remark[] = []
  for (const match of joined.text.matchAll(/[^\u2029]+/g)) {
    const sign = SECTION_ALONE.exec(match[0])?.[1]
    if (sign === undefined) continue
    const { paragraph } = joined.paragraphAt(match.index)
    const { element, atoms } = paragraph
    const [from, to] =
      sign === '/' ? [atoms.at(-1)?.to, element.innerEnd] : [element.inner, atoms[0]?.from ?? element.inner]
    if (from === undefined || !PICTURE.test(part.source.slice(from, to))) continue
    remarks.push({
      at: match.index,
      message:
        `A picture stands beside ${quoteTag(match[0].trim())}, outside of its section: it is always there. With the ` +
        'option paragraphLoop docxtemplater takes it into the section.',
      fix: 'Put the tag and the picture into paragraphs of their own.',
    })
  }
  return remarks
}

const WORDS: Readonly<Record<Unit, string>> = { p: 'paragraph', tr: 'row', tc: 'cell', tbl: 'table' }

const elementOf = (paragraph: XmlElement, unit: Unit): XmlElement | undefined =>
  unit === 'p' ? (paragraph.name === 'w:p' ? paragraph : undefined) : ancestor(paragraph, `w:${unit}`)

/** What is visible, or matters, without being text. */
export const VISIBLE_ELEMENT = /<[\w.-]*:?(?:drawing|pict|object|fldSimple|fldChar|sectPr|\w+Reference)\b/

const bare = (text: string): string => text.replace(/\s+/g, '')

const sourceOf = (part: XmlPart, { start, end }: XmlElement): string => part.source.slice(start, end)

/** The text in an element, without spaces. */
const textOf = (part: XmlPart, element: XmlElement): string =>
  bare(unescapeXml(sourceOf(part, element).replace(/<[^>]*>/g, '')))

/** The element with nothing but tags in it. */
function markerEdit(part: XmlPart, element: XmlElement, text: string): SourceEdit {
  const { prefix: w, source } = part
  const property = child(element, `${element.name}Pr`)
  const kept = property === undefined ? '' : source.slice(property.start, property.end)
  const runs = `<${w}r><${w}t>${escapeXml(text)}</${w}t></${w}r>`
  const paragraph = `<${w}p>${rangeMarksIn(part, element)}${runs}</${w}p>`
  const inner =
    element.name === 'w:p'
      ? `${kept}${rangeMarksIn(part, element)}${runs}`
      : element.name === 'w:tc'
        ? kept + paragraph
        : `${kept}<${w}tc>${paragraph}</${w}tc>`
  return { from: element.inner, to: element.innerEnd, xml: inner }
}

/** The tags are in paragraphs, rows or cells of their own, which are dropped when the template is compiled. */
export function wrapElements(
  part: XmlPart,
  first: XmlElement,
  last: XmlElement,
  name: string,
): [open: SourceEdit, close: SourceEdit] {
  const { prefix: w } = part
  const named = first.name === 'w:tc' ? `|${name}|` : name
  const alone = (text: string): string => {
    const own = `<${w}p><${w}r><${w}t>${escapeXml(text)}</${w}t></${w}r></${w}p>`
    if (first.name === 'w:tr') return `<${w}tr><${w}tc>${own}</${w}tc></${w}tr>`
    return first.name === 'w:tc' ? `<${w}tc>${own}</${w}tc>` : own
  }
  return [
    { from: first.start, to: first.start, xml: alone(`{{#${named}}}`) },
    { from: last.end, to: last.end, xml: alone(`{{/${named}}}`) },
  ]
}

const outsideProblem = (joined: JoinedFlow, { start, end }: Edit, unit: Unit): Problem => ({
  at: start,
  message: `${quoteTag(joined.text.slice(start, end))} does not stand in a ${WORDS[unit]} that can be repeated.`,
  fix: `Put both of its tags into the ${WORDS[unit]}, or write {#…} for {-w:${unit} …}.`,
  accepted: 'What stands between its tags is repeated.',
})
