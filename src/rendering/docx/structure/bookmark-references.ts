/**
 * What refers to a bookmark by its name: fields and links. Each round of a section renames its bookmarks, and with them
 * what refers to them.
 */
import type { IdNode } from '../../template/program.ts'
import type { Paragraph, PartFlows } from '../flows/flows.ts'
import { piecesOf } from '../flows/source-offsets.ts'
import { attributeRange } from '../xml/attributes.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { type Interval, replaceWithNode, replaceWithXml } from '../sections/intervals.ts'
import type { Nesting, RepeatedRange } from './nesting.ts'
import type { Rounds } from './rounds.ts'

/** A bookmark that each round of a section renames. */
export interface NamedBookmark {
  readonly name: string
  readonly section: RepeatedRange
  readonly node: IdNode & { readonly stem: string }
}

/** Fields whose arguments may name a bookmark; HYPERLINK names one behind its switch `\l`. */
const NAMING = /^\s*(?:REF|PAGEREF|NOTEREF|FTNREF|GOTOBUTTON|TOC|SEQ|IF|COMPARE|HYPERLINK|=)(?=[\s"(]|$)/i
const WORD = /[\p{L}_][\p{L}\p{N}_]*/gu
const BEHIND_LINK_SWITCH = /\\l\s*["\u201C\u201D]?$/i

/** The intervals that rename references together with the bookmarks. */
export function bookmarkReferences(
  part: XmlPart,
  { instructions }: PartFlows,
  nesting: Nesting<RepeatedRange>,
  bookmarks: readonly NamedBookmark[],
  rounds: Rounds,
): Interval[] {
  const byName = new Map(bookmarks.map((each) => [each.name.toLowerCase(), each]))
  const intervals: Interval[] = []
  /** The node that writes the name at a place; undefined where the name of the first round is right. */
  const nodeAt = (name: string, place: Pick<XmlElement, 'start' | 'end'>): IdNode | undefined => {
    const bookmark = byName.get(name.toLowerCase())
    if (bookmark === undefined) return undefined
    const own = nesting.innermost(place)
    const common = nesting.common(own, bookmark.section)
    if (common === undefined) return undefined
    return own === common ? bookmark.node : { ...bookmark.node, round: rounds.numberOf(common) }
  }
  const rename = (from: number, to: number): void => {
    const node = nodeAt(part.source.slice(from, to), { start: from, end: to })
    if (node !== undefined) intervals.push(replaceWithNode(from, to, node))
  }
  for (const instruction of instructions) {
    for (const { start, end, name } of namesIn(instruction)) {
      const [first, ...rest] = piecesOf(instruction, start, end)
      const node = first === undefined ? undefined : nodeAt(name, { start: first.from, end: first.to })
      if (first === undefined || node === undefined) continue
      intervals.push(replaceWithNode(first.from, first.to, node))
      for (const each of rest) intervals.push(replaceWithXml(each.from, each.to, ''))
    }
  }
  const visit = (element: XmlElement): void => {
    for (const each of element.children) {
      if (each.name === 'w:hyperlink') {
        const range = attributeRange(part, each, `${part.prefix}anchor`)
        if (range !== undefined) rename(...range)
      } else if (each.name === 'w:fldSimple') {
        const [from, to] = attributeRange(part, each, `${part.prefix}instr`) ?? [0, 0]
        for (const { start, end } of wordsOf(part.source.slice(from, to).replace(/&quot;/g, '     "')))
          rename(from + start, from + end)
      }
      if (each.children.length > 0 && nesting.touches(each)) visit(each)
    }
  }
  if (part.names.has('w:hyperlink') || part.names.has('w:fldSimple')) visit(part.root)
  return intervals
}

function namesIn(instruction: Paragraph): { start: number; end: number; name: string }[] {
  return wordsOf(instruction.text)
}

/** The words of an instruction that may name a bookmark. */
function wordsOf(text: string): { start: number; end: number; name: string }[] {
  const [code = ''] = NAMING.exec(text) ?? []
  const isLink = /hyperlink/i.test(code)
  // A field without a type of its own is the name of a bookmark.
  const from = code.length
  const words: { start: number; end: number; name: string }[] = []
  for (const match of text.matchAll(WORD)) {
    const [name] = match
    const { index } = match
    if (index < from || text[index - 1] === '\\') continue
    if (code === '' && text.slice(0, index).trim() !== '') break
    if (isLink && !BEHIND_LINK_SWITCH.test(text.slice(0, index))) continue
    if (!isLink && isQuotedText(text, index)) continue
    words.push({ start: index, end: index + name.length, name })
  }
  return words
}

/** Whether a word is text in quotation marks that holds more than this word. */
function isQuotedText(text: string, at: number): boolean {
  const open = (text.slice(0, at).match(/["\u201C-\u201F]/g) ?? []).length % 2 === 1
  if (!open) return false
  return !/["\u201C-\u201F]$/.test(text.slice(0, at)) || !/^[\p{L}\p{N}_]*["\u201C-\u201F]/u.test(text.slice(at))
}
