/**
 * Finds the flows of text in a part and the tags in them. Word splits what was typed over many elements; a flow joins it again:
 * the paragraphs of the body (or of one note, header or text box), a field's instruction, an attribute, or any other text.
 */
import { type Tag, scanTags } from '../tags.ts'
import { sourceOffset } from './source-offsets.ts'
import { type XmlElement, type XmlPart, ancestor, attribute, attributesOf, child, unescapeXml } from './xml.ts'

/** A piece of text in the source, or an element that stands for one character (a tab, a break). */
export interface Atom {
  readonly element: XmlElement
  /** The run (`w:r`) it is in, if any. */
  readonly run: XmlElement | undefined
  /** Where the text stands in the source (escaped). For an element, all of it. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** The text as it stands in the source, when it holds entities. */
  readonly escaped?: string | undefined
  /** Offset in the paragraph's text. */
  readonly offset: number
  readonly isText: boolean
}

export interface Paragraph {
  /** `w:p`, `a:p`, or the element or attribute whose text it is. */
  readonly element: XmlElement
  readonly atoms: Atom[]
  text: string
  /** Number in the part, from 1. */
  readonly number: number
  readonly heading: string | undefined
}

export type FlowKind = 'text' | 'drawing' | 'instruction' | 'attribute' | 'content' | 'deleted'

/** Paragraphs whose tags belong together: a section must open and close in one flow. */
export interface Flow {
  readonly kind: FlowKind
  /** Where it begins, to put flows in document order. */
  readonly start: number
  readonly paragraphs: readonly Paragraph[]
  /** A twin for older readers (mc:Fallback): filled, but its variables are those of the other. */
  readonly twin: boolean
}

/** A tag with the text pieces it covers. */
export interface PlacedTag {
  readonly tag: Tag
  readonly paragraph: Paragraph
  /** Ranges of the source it covers, in order; the first begins where its value goes. */
  readonly pieces: readonly Piece[]
}

export interface Piece {
  readonly atom: Atom
  readonly from: number
  readonly to: number
}

/** Containers that are a flow of their own. */
const FLOW_ROOTS: ReadonlySet<string> = new Set([
  'w:body', 'w:hdr', 'w:ftr', 'w:footnote', 'w:endnote', 'w:comment', 'w:txbxContent', 'w:docPartBody',
])
const SKIPPED: ReadonlySet<string> = new Set(['w:rPr', 'w:tblPr', 'w:tblGrid', 'w:tcPr', 'w:trPr', 'w:sectPr', 'w:tblPrEx', 'w:sdtPr', 'w:sdtEndPr', 'w:ffData'])
/** Elements that are seen on the page: a paragraph that holds one is not empty. */
const SOLID: ReadonlySet<string> = new Set([
  'w:drawing', 'w:pict', 'w:object', 'w:sym', 'w:fldChar', 'w:fldSimple', 'w:footnoteReference', 'w:endnoteReference', 'w:footnoteRef', 'w:endnoteRef',
  'w:ptab', 'w:pgNum', 'w:ruby', 'w:contentPart', 'w:dayShort', 'w:monthShort', 'w:yearShort', 'w:separator', 'w:continuationSeparator',
  'm:oMath', 'm:oMathPara', 'w:delText', 'w:subDoc', 'w:altChunk', 'w:checkBox', 'w14:checkbox',
])

export interface PartFlows {
  readonly flows: readonly Flow[]
  /** Offsets of everything that is seen on the page and is not a section's tag, ascending. */
  readonly solids: readonly number[]
  readonly paragraphs: readonly Paragraph[]
}

interface Collected {
  kind: FlowKind
  start: number
  paragraphs: Paragraph[]
  twin: boolean
}

interface Walk {
  flow: Collected
  paragraph: Mutable<Paragraph> | undefined
  run: XmlElement | undefined
  twin: boolean
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Walks a part and joins its text into flows. Only flows with tags in them come back. */
export function collectFlows(part: XmlPart, mayHoldTags: (text: string) => boolean = hasBraces): PartFlows {
  const { source } = part
  const flows: Collected[] = []
  const paragraphs: Paragraph[] = []
  const solids: number[] = []
  let heading: string | undefined
  let instruction: Collected | undefined

  const open = (kind: FlowKind, start: number, twin: boolean): Collected => {
    const flow: Collected = { kind, start, paragraphs: [], twin }
    flows.push(flow)
    return flow
  }
  const newParagraph = (element: XmlElement): Mutable<Paragraph> => ({ element, atoms: [], text: '', number: paragraphs.length + 1, heading })
  /** Text of its own in a paragraph is found where that paragraph is. */
  const newText = (element: XmlElement, within: Paragraph | undefined): Mutable<Paragraph> =>
    ({ ...newParagraph(element), ...(within === undefined ? { number: Math.max(1, paragraphs.length) } : { number: within.number, heading: within.heading }) })
  const addText = (paragraph: Mutable<Paragraph>, element: XmlElement, run: XmlElement | undefined, from: number, to: number): void => {
    const raw = source.slice(from, to)
    const text = unescapeXml(raw)
    paragraph.atoms.push({ element, run, from, to, text, escaped: text === raw ? undefined : raw, offset: paragraph.text.length, isText: true })
    paragraph.text += text
  }
  const addElement = (paragraph: Mutable<Paragraph>, element: XmlElement, run: XmlElement | undefined, text: string): void => {
    paragraph.atoms.push({ element, run, from: element.start, to: element.end, text, offset: paragraph.text.length, isText: false })
    paragraph.text += text
  }
  const single = (kind: FlowKind, element: XmlElement, from: number, to: number, twin: boolean, within: Paragraph | undefined): void => {
    const paragraph = newText(element, within)
    addText(paragraph, element, undefined, from, to)
    open(kind, from, twin).paragraphs.push(paragraph)
  }

  const walk = (element: XmlElement, state: Walk): void => {
    const { name } = element
    if (SKIPPED.has(name)) return
    const { paragraph } = state
    switch (name) {
      case 'w:p': case 'a:p': {
        const own = newParagraph(element)
        paragraphs.push(own)
        state.flow.paragraphs.push(own)
        const inner = { ...state, paragraph: own, run: undefined }
        for (const each of element.children) {
          if (each.name === 'w:pPr') {
            if (child(each, 'w:sectPr') !== undefined) solids.push(each.start)
          } else walk(each, inner)
        }
        if (name === 'w:p' && isHeading(part, element) && own.text.trim() !== '') heading = own.text.trim().slice(0, 80)
        return
      }
      case 'w:r': case 'a:r': case 'a:fld':
        for (const each of element.children) walk(each, { ...state, run: element })
        return
      case 'w:t': case 'a:t':
        if (paragraph !== undefined) addText(paragraph, element, state.run, element.inner, element.innerEnd)
        return
      case 'w:instrText': case 'w:delInstrText': {
        solids.push(element.start)
        if (instruction === undefined) {
          instruction = open('instruction', element.start, state.twin)
          instruction.paragraphs.push({ ...newParagraph(paragraph?.element ?? element), number: paragraph?.number ?? 1 })
        }
        const own = instruction.paragraphs[0]
        if (own !== undefined) addText(own, element, state.run, element.inner, element.innerEnd)
        return
      }
      case 'w:delText': {
        solids.push(element.start)
        single('deleted', element, element.inner, element.innerEnd, state.twin, paragraph)
        return
      }
      case 'w:tab': case 'w:br': case 'w:cr': case 'w:noBreakHyphen': case 'w:softHyphen': case 'a:br':
        if (paragraph === undefined) return
        if (name === 'w:br' && attribute(part, element, `${part.prefix}type`) !== undefined) solids.push(element.start)
        addElement(paragraph, element, state.run, name === 'w:noBreakHyphen' ? '-' : name === 'w:softHyphen' ? '' : ' ')
        return
      case 'w:fldChar': instruction = undefined; break
      case 'mc:Fallback':
        for (const each of element.children) walk(each, { ...state, twin: true })
        return
    }
    if (SOLID.has(name)) solids.push(element.start)
    if (FLOW_ROOTS.has(name)) {
      const flow = open('text', element.start, state.twin)
      for (const each of element.children) walk(each, { flow, paragraph: undefined, run: undefined, twin: state.twin })
      return
    }
    if (element.children.length === 0) {
      // Text of any other kind: properties, cached values of charts, formulas.
      if (element.innerEnd > element.inner) {
        const text = source.slice(element.inner, element.innerEnd)
        if (mayHoldTags(text)) single('content', element, element.inner, element.innerEnd, state.twin, paragraph)
      }
      return
    }
    // Rich text of drawings (charts, diagrams) outside of Word's own paragraphs.
    if (child(element, 'a:p') !== undefined) {
      const flow = open('drawing', element.start, state.twin)
      for (const each of element.children) walk(each, { flow, paragraph: undefined, run: undefined, twin: state.twin })
      return
    }
    for (const each of element.children) walk(each, state)
  }
  const other: Collected = { kind: 'content', start: 0, paragraphs: [], twin: false }
  walk(part.root, { flow: other, paragraph: undefined, run: undefined, twin: false })
  const byElement = new Map(part.tagged.length === 0 ? [] : paragraphs.map(each => [each.element, each]))
  for (const element of part.tagged) {
    const within = ancestor(element, 'w:p')
    for (const each of attributesOf(part, element)) {
      if (source.slice(each.from, each.to).includes('{{')) single('attribute', element, each.from, each.to, isTwin(element), within && byElement.get(within))
    }
  }
  for (const paragraph of paragraphs) addTextSolids(paragraph, solids)
  solids.sort((a, b) => a - b)
  const braced = flows.filter(flow => flow.paragraphs.some(each => mayHoldTags(each.text))).sort((a, b) => a.start - b.start)
  return { flows: braced, solids, paragraphs }
}

/** Whether a text may hold tags of this language. */
export const hasBraces = (text: string): boolean => text.includes('{{') || text.includes('}}')

function isTwin(element: XmlElement): boolean {
  for (let at = element.parent; at !== undefined; at = at.parent) if (at.name === 'mc:Fallback') return true
  return false
}

const HEADING_STYLE = /val="(?:heading|title|.?berschrift|titre|titolo|t.?tulo|kop)/i

function isHeading(part: XmlPart, paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr')
  if (properties === undefined) return false
  if (child(properties, 'w:outlineLvl') !== undefined) return true
  const style = child(properties, 'w:pStyle')
  return style !== undefined && HEADING_STYLE.test(part.source.slice(style.start, style.end))
}

/** Nothing but one tag that prints nothing, as most conditions stand in their paragraphs. */
const UNSEEN = /^\s*\{\{[#^/!][^{}]*\}\}\s*$/

/** Text outside of tags, and variables, make a paragraph more than its section tags. */
function addTextSolids(paragraph: Paragraph, solids: number[]): void {
  if (!hasBraces(paragraph.text)) {
    for (const atom of paragraph.atoms) if (atom.isText && /\S/.test(atom.text)) solids.push(atom.from)
    return
  }
  if (UNSEEN.test(paragraph.text)) return
  let at = 0
  const addChunk = (to: number): void => {
    const offset = paragraph.text.slice(at, to).search(/\S/)
    if (offset >= 0) solids.push(sourceOffset(paragraph, at + offset))
  }
  for (const tag of scanTags(paragraph.text).tags) {
    addChunk(tag.start)
    if (tag.kind === 'variable') solids.push(sourceOffset(paragraph, tag.start))
    at = tag.end
  }
  addChunk(paragraph.text.length)
}
