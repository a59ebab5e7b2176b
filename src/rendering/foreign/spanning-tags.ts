/**
 * Tags that reach over paragraphs: the other engines read them as if their paragraphs were one, and they become one.
 * Only what certainly is a tag counts; two braces far apart are mistakes.
 */
import type { Syntax } from '../../domain/template/template-format.ts'
import { append } from '../docx/compile/append.ts'
import type { Flow, Paragraph } from '../docx/flows/flows.ts'
import { rangeMarksIn } from '../docx/sections/range-marks.ts'
import { firstIndex } from '../docx/xml/search.ts'
import { type XmlElement, type XmlPart, child } from '../docx/xml/xml-tree.ts'
import { readCondition, readExpression, readFiltered, readPath } from './expressions.ts'
import type { SourceEdit } from './remove-elements.ts'
import { VISIBLE_ELEMENT } from './unit-edits.ts'

/** Limits of one tag. */
const MAX_PARAGRAPHS = 20
const MAX_LENGTH = 1_000

interface OpenTag {
  /** Where its content begins in the text. */
  readonly inner: number
  readonly closing: string
}

interface SpanSyntax {
  readonly openings: readonly (readonly [opening: string, closing: string])[]
  /** What stands in no tag. */
  readonly foreign: RegExp
  readonly isTag: (content: string, closing: string) => boolean
}

const SYNTAXES: Readonly<Record<Syntax, SpanSyntax>> = {
  docxtemplater: {
    openings: [
      ['{{', '}}'],
      ['{', '}'],
    ],
    foreign: /[{}]/,
    isTag: (content) => {
      const written = content.replace(/[\n\t]/g, '').replace(/^\s*[#^/%]/, '')
      if (written.trim() === '') return /^\s*\/\s*$/.test(content)
      return readPath(written).kind === 'path' || readCondition(written).expression.kind === 'path'
    },
  },
  jinja: {
    openings: [
      ['{{', '}}'],
      ['{%', '%}'],
    ],
    foreign: /\{[{%#]|[}%#]\}/,
    isTag: (content, closing) => {
      if (closing === '%}') return /^[-+]?\s*(?:(?:p|tr|tc|r)\s+)?(?:if|elif|else|endif|for|endfor)\b/.test(content)
      const text = content.replace(/^[-+]?\s*(?:[rp]\s+(?=\S))?/, '').trim()
      return text !== '' && (readExpression(text).kind !== 'computed' || readFiltered(text) !== undefined)
    },
  },
  carbone: {
    openings: [['{', '}']],
    foreign: /[{}]/,
    isTag: (content) => {
      const [path = ''] = content.split(':')
      return /^[cd][.[]/.test(path) && readPath(path.replace(/\[(?:i|i\+1)\]/g, '')).kind === 'path'
    },
  },
}

/** The flows with such tags in one paragraph each, and the edits that join the paragraphs in the file. */
export function joinSpanningTags(
  part: XmlPart,
  flows: readonly Flow[],
  paragraphs: readonly Paragraph[],
  syntax: Syntax,
): { readonly flows: readonly Flow[]; readonly edits: readonly SourceEdit[] } {
  const edits: SourceEdit[] = []
  let byElement: Map<XmlElement, Paragraph> | undefined
  const paragraphOf = (element: XmlElement): Paragraph | undefined =>
    (byElement ??= new Map(paragraphs.map((each) => [each.element, each]))).get(element)
  const joined = flows.map((flow) => {
    if (flow.kind !== 'text') return flow
    const taken = new Set<Paragraph>()
    const kept = flow.paragraphs.flatMap((paragraph) => {
      if (taken.has(paragraph)) return []
      const rest: Paragraph[] = []
      for (;;) {
        const last = rest.at(-1) ?? paragraph
        const others = spanBehind(part, last, SYNTAXES[syntax], paragraphOf)
        if (others.length === 0) return [rest.length === 0 ? paragraph : paragraph.joinedWith(rest)]
        edits.push(joinEdit(part, last.element, others))
        for (const each of others) taken.add(each)
        append(rest, others)
      }
    })
    return taken.size === 0 ? flow : { ...flow, paragraphs: kept }
  })
  return { flows: joined, edits }
}

/** The paragraphs behind one that the tag that it leaves open reaches over; none where it is no tag. */
function spanBehind(
  part: XmlPart,
  first: Paragraph,
  syntax: SpanSyntax,
  paragraphOf: (element: XmlElement) => Paragraph | undefined,
): Paragraph[] {
  const open = openTag(first.text, syntax)
  const siblings = first.element.parent?.children
  if (open === undefined || siblings === undefined || holdsSection(part, first.element)) return []
  let content = first.text.slice(open.inner)
  const others: Paragraph[] = []
  const at = firstIndex(siblings, (each) => each.start > first.element.start)
  for (const element of siblings.slice(at, at + MAX_PARAGRAPHS)) {
    const paragraph = element.name === 'w:p' ? paragraphOf(element) : undefined
    if (paragraph === undefined || holdsSection(part, element)) return []
    others.push(paragraph)
    const end = paragraph.text.indexOf(open.closing)
    const own = end < 0 ? paragraph.text : paragraph.text.slice(0, end)
    content += own
    if (syntax.foreign.test(own) || content.length > MAX_LENGTH) return []
    if (end >= 0) return syntax.isTag(content, open.closing) ? others : []
    if (VISIBLE_ELEMENT.test(part.source.slice(element.start, element.end))) return []
  }
  return []
}

/** The tag that is not closed in its paragraph. */
function openTag(text: string, { openings, foreign }: SpanSyntax): OpenTag | undefined {
  for (const [opening, closing] of openings) {
    const at = text.lastIndexOf(opening)
    const inner = at + opening.length
    if (at >= 0 && !foreign.test(text.slice(inner))) return { inner, closing }
  }
  return undefined
}

function holdsSection(part: XmlPart, paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr')
  return properties !== undefined && part.source.slice(properties.start, properties.end).includes('sectPr')
}

/** From the end of one paragraph to the text of the last one of others; ranges that begin or end between stay. */
function joinEdit(part: XmlPart, first: XmlElement, others: readonly Paragraph[]): SourceEdit {
  const last = others.at(-1)?.element ?? first
  const marks = others.slice(0, -1).map((each) => rangeMarksIn(part, each.element))
  return { from: first.innerEnd, to: child(last, 'w:pPr')?.end ?? last.inner, xml: marks.join('') }
}
