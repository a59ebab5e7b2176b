/**
 * Removes comments (`{# … #}`), and what a fixed value decides, before a part is read: their text, and the paragraphs,
 * rows and cells they cover.
 */
import type { Flow, Paragraph } from '../docx/flows/flows.ts'
import { firstIndex } from '../docx/xml/search.ts'
import { piecesOf } from '../docx/flows/source-offsets.ts'
import { type XmlElement, type XmlPart, ancestor } from '../docx/xml/xml-tree.ts'
import type { Comment } from './jinja-comments.ts'
import { silentRanges } from './jinja-constants.ts'
import { type SourceEdit, dividesField, removeElements } from './remove-elements.ts'
import { type JoinedFlow, joinFlow } from '../docx/flows/join-flow.ts'
import type { ConvertedFile } from './converted-file.ts'
import { type Problem, quoteTag } from './problems.ts'

export interface RemovedComments {
  readonly edits: readonly SourceEdit[]
  /** The flows without comments. */
  readonly flows: readonly Flow[]
  readonly problems: readonly { readonly flow: Flow; readonly joined: JoinedFlow; readonly problem: Problem }[]
}

/** Removes what the comments of all flows cover. In paragraphs that are kept, the text of comments becomes spaces. */
export function removeComments(part: XmlPart, flows: readonly Flow[], file: ConvertedFile): RemovedComments {
  const gone = new Set<XmlElement>()
  const cuts = new Map<Paragraph, [number, number][]>()
  const problems: RemovedComments['problems'][number][] = []
  /** By the first element of a range: the comments of one paragraph or row are checked once. */
  const divided = new Map<XmlElement, { readonly last: XmlElement; readonly divides: boolean }>()
  const divides = (range: readonly XmlElement[]): boolean => {
    const [first, last] = [range[0], range.at(-1)]
    if (first === undefined || last === undefined) return false
    const known = divided.get(first)
    if (known?.last === last) return known.divides
    const answer = { last, divides: dividesField(part, first.start, last.end) }
    divided.set(first, answer)
    return answer.divides
  }
  for (const flow of flows) {
    const joined = joinFlow(flow)
    for (const comment of silentRanges(joined.text)) {
      file.countTag()
      const range = coveredElements(part, joined, comment)
      if (range === undefined) continue
      if (divides(range)) {
        file.countLoss()
        problems.push({ flow, joined, problem: dividedFieldProblem(joined, comment) })
      } else for (const each of range) gone.add(each)
      cutText(joined, comment, cuts)
    }
  }
  for (const [paragraph, ranges] of cuts) paragraph.text = blankRanges(paragraph.text, ranges)
  const stays = ({ element }: Paragraph): boolean => !isIn(element, gone)
  const left = flows.map((flow) => ({ ...flow, paragraphs: flow.paragraphs.filter(stays) }))
  const texts = [...cuts].flatMap(([paragraph, ranges]) =>
    ranges.flatMap(([from, to]) =>
      piecesOf(paragraph, from, to).map((piece): SourceEdit => ({ from: piece.from, to: piece.to, xml: '' })),
    ),
  )
  return { edits: [...removeElements(part, gone), ...texts], flows: left, problems }
}

function isIn(element: XmlElement, gone: ReadonlySet<XmlElement>): boolean {
  if (gone.size === 0) return false
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) if (gone.has(at)) return true
  return false
}

/**
 * The elements that a comment removes: none for one inside a text; undefined where it begins in one cell and ends in
 * another.
 */
function coveredElements(
  part: XmlPart,
  joined: JoinedFlow,
  { start, end, unit }: Comment,
): readonly XmlElement[] | undefined {
  const from = joined.paragraphAt(start)
  const first = from.paragraph.element
  const last = joined.paragraphAt(end - 1).paragraph.element
  if (unit !== undefined) {
    const around = (element: XmlElement): XmlElement | undefined =>
      unit === 'p' ? (element.name === 'w:p' ? element : undefined) : ancestor(element, `w:${unit}`)
    const [one, other] = [around(first), around(last)]
    if (one !== undefined && other !== undefined) return siblingsBetween(one, other)
  }
  if (first === last) return []
  const between = siblingsBetween(first, last)
  if (between === undefined) return undefined
  // The last paragraph is removed when nothing in it follows the comment.
  return between.slice(1, endsIn(part, joined, end) ? undefined : -1)
}

/** Blocks that are removed; bookmarks and ranges of comments between them are kept. */
const BLOCKS: ReadonlySet<string> = new Set(['w:p', 'w:tbl', 'w:tr', 'w:tc', 'w:sdt', 'w:customXml', 'w:altChunk'])

/** From one element to a sibling; undefined where they have different parents. */
function siblingsBetween(from: XmlElement, to: XmlElement): readonly XmlElement[] | undefined {
  if (from.parent === undefined || from.parent !== to.parent) return undefined
  const { children } = from.parent
  const index = (element: XmlElement): number => firstIndex(children, (each) => each.start >= element.start)
  return children.slice(index(from), index(to) + 1).filter((each) => BLOCKS.has(each.name))
}

/** What is visible, or matters, in a paragraph without text. */
const VISIBLE_ELEMENT = /<[\w.-]*:?(?:drawing|pict|object|fldSimple|fldChar|sectPr|\w+Reference)\b/

/** Whether a paragraph holds nothing after the end of a comment. */
function endsIn(part: XmlPart, joined: JoinedFlow, end: number): boolean {
  const { paragraph, offset } = joined.paragraphAt(end - 1)
  const source = part.source.slice(paragraph.element.start, paragraph.element.end)
  return paragraph.text.slice(offset + 1).trim() === '' && !VISIBLE_ELEMENT.test(source)
}

/** Notes the range that a comment covers in each of its paragraphs. */
function cutText({ paragraphAt }: JoinedFlow, { start, end }: Comment, cuts: Map<Paragraph, [number, number][]>): void {
  for (let at = start; at < end;) {
    const { paragraph, offset } = paragraphAt(at)
    const to = Math.min(offset + end - at, paragraph.text.length)
    const ranges = cuts.get(paragraph) ?? []
    cuts.set(paragraph, ranges)
    ranges.push([offset, to])
    at += to - offset + 1
  }
}

function blankRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  const kept: string[] = []
  let at = 0
  for (const [from, to] of ranges) {
    kept.push(text.slice(at, from), ' '.repeat(Math.max(0, to - from)))
    at = to
  }
  return kept.join('') + text.slice(at)
}

const dividedFieldProblem = ({ text }: JoinedFlow, { start, end }: Comment): Problem => ({
  at: start,
  message: `${quoteTag(text.slice(start, end))} would take out a part of a field.`,
  fix: 'Put the comment where no field begins or ends.',
  accepted: 'Only the comment is taken out.',
})
