/**
 * Finds the flows of text in a part (see `flows.ts`).
 */
import { type XmlElement, type XmlPart, ancestor, child } from '../xml/xml-tree.ts'
import { copyKind } from './copied-text.ts'
import { PROPERTIES, ROLES } from './element-roles.ts'
import { INNER_FIELD } from './field-instruction.ts'
import { type FlowKind, Paragraph, type PartFlows, hasBraces } from './flows.ts'
import { Headings } from './headings.ts'
import { OpenFields } from './open-fields.ts'
import { unescapeXml } from '../xml/unescape-xml.ts'
import { attribute, attributesOf } from '../xml/attributes.ts'

/** Walks a part and joins its text into flows. */
export function collectFlows(part: XmlPart, mayHoldTags: (text: string) => boolean = hasBraces): PartFlows {
  return new FlowCollector(part, mayHoldTags).collect()
}

interface OpenFlow {
  readonly kind: FlowKind
  readonly start: number
  readonly paragraphs: Paragraph[]
  readonly isFallback: boolean
}

class FlowCollector {
  readonly #part: XmlPart
  readonly #mayHoldTags: (text: string) => boolean
  readonly #flows: OpenFlow[] = []
  readonly #paragraphs: Paragraph[] = []
  readonly #headings: Headings
  readonly #solids: number[] = []
  readonly #breaks: XmlElement[] = []
  readonly #marks: XmlElement[] = []
  readonly #references: XmlElement[] = []
  readonly #instructions: Paragraph[] = []
  /** The element the walk is in. */
  #flow: OpenFlow = { kind: 'content', start: 0, paragraphs: [], isFallback: false }
  #paragraph: Paragraph | undefined
  #run: XmlElement | undefined
  #inFallback = false
  /** Whether the walk is in text that was moved away (`w:moveFrom`). */
  #isMoved = false
  readonly #fields: OpenFields
  /** The formula, or the part of one, whose runs the walk is in. */
  #formula: { readonly within: XmlElement | undefined; readonly paragraph: Paragraph } | undefined

  constructor(part: XmlPart, mayHoldTags: (text: string) => boolean) {
    this.#part = part
    this.#mayHoldTags = mayHoldTags
    this.#headings = new Headings(part, this.#paragraphs)
    this.#fields = new OpenFields(part)
  }

  collect(): PartFlows {
    this.#walk(this.#part.root)
    this.#attributes()
    const flows = this.#flows.filter(
      (flow) =>
        flow.paragraphs.length > 0 &&
        ((flow.kind !== 'instruction' && flow.kind !== 'content') || this.#mayHoldTags(flow.paragraphs[0]?.text ?? '')),
    )
    return {
      flows: flows.sort((a, b) => a.start - b.start),
      visible: this.#solids,
      paragraphs: this.#paragraphs,
      breaks: this.#breaks,
      marks: this.#marks,
      references: this.#references,
      instructions: this.#instructions,
      fields: this.#fields.ranges,
    }
  }

  #walk(element: XmlElement): void {
    const { name } = element
    if (PROPERTIES.has(name)) return
    switch (name) {
      case 'w:p':
      case 'a:p':
        this.#walkParagraph(element)
        return
      case 'w:r':
      case 'a:r':
      case 'a:fld': {
        const outer = this.#run
        this.#run = element
        for (const each of element.children) this.#walk(each)
        this.#run = outer
        return
      }
      case 'w:t':
      case 'a:t':
        if (this.#isMoved) this.#walkDeleted(element)
        else if (this.#paragraph !== undefined)
          this.#addText(this.#paragraph, element, this.#run, element.inner, element.innerEnd)
        return
      case 'm:t':
        if (this.#isMoved) this.#walkDeleted(element)
        else this.#walkFormulaText(element)
        return
      case 'w:instrText':
        this.#walkInstruction(element)
        return
      case 'w:delText':
      case 'w:delInstrText':
        this.#walkDeleted(element)
        return
      case 'w:moveFrom':
        this.#isMoved = true
        for (const each of element.children) this.#walk(each)
        this.#isMoved = false
        return
      case 'w:fldSimple':
        this.#walkSimpleField(element)
        return
      case 'w:tab':
      case 'w:br':
      case 'w:cr':
      case 'w:noBreakHyphen':
      case 'w:softHyphen':
      case 'a:br':
        if (this.#paragraph === undefined) return
        if (name === 'w:br' && attribute(this.#part, element, `${this.#part.prefix}type`) !== undefined)
          this.#solids.push(element.start)
        this.#paragraph.addElement(
          element,
          this.#run,
          name === 'w:noBreakHyphen' ? '-' : name === 'w:softHyphen' ? '' : ' ',
        )
        return
      case 'w:fldChar':
        this.#walkFieldMark(element)
        break
      case 'mc:Fallback': {
        const outer = this.#inFallback
        this.#inFallback = true
        for (const each of element.children) this.#walk(each)
        this.#inFallback = outer
        return
      }
    }
    const role = ROLES.get(name)
    if (role === 'mark') {
      this.#marks.push(element)
      return
    }
    if (role === 'reference') this.#references.push(element)
    if (role === 'visible' || (role === 'reference' && name !== 'w:commentReference')) this.#solids.push(element.start)
    const { children } = element
    if (role === 'flow') this.#walkFlow('text', element)
    else if (children.length === 0) this.#walkOther(element)
    // Rich text of drawings (charts, diagrams) outside of Word's own paragraphs.
    else if (child(element, 'a:p') !== undefined) this.#walkFlow('drawing', element)
    else for (const each of children) this.#walk(each)
  }

  #walkParagraph(element: XmlElement): void {
    const [outer, run] = [this.#paragraph, this.#run]
    const own = new Paragraph(element, this.#paragraphs.length + 1, this.#paragraphs.length, this.#headings)
    this.#paragraphs.push(own)
    this.#paragraph = own
    this.#run = undefined
    for (const each of element.children) {
      if (each.name !== 'w:pPr') this.#walk(each)
      else {
        const section = child(each, 'w:sectPr')
        if (section === undefined) continue
        this.#solids.push(each.start)
        this.#breaks.push(section)
      }
    }
    this.#paragraph = outer
    this.#run = run
    if (!this.#mayHoldTags(own.text)) return
    const isLine = this.#flow.kind === 'text' && own.atoms.some((each) => each.copy?.copies === 'list')
    const flow = isLine ? this.#open('copy', element.start, this.#inFallback) : this.#flow
    flow.paragraphs.push(own)
  }

  #walkFlow(kind: FlowKind, element: XmlElement): void {
    const [flow, paragraph, run] = [this.#flow, this.#paragraph, this.#run]
    this.#flow = this.#open(kind, element.start, this.#inFallback)
    this.#paragraph = undefined
    this.#run = undefined
    for (const each of element.children) this.#walk(each)
    this.#flow = flow
    this.#paragraph = paragraph
    this.#run = run
  }

  #walkDeleted(element: XmlElement): void {
    this.#solids.push(element.start)
    this.#addFlow('deleted', element, element.inner, element.innerEnd, this.#inFallback, this.#paragraph)
  }

  #walkSimpleField(element: XmlElement): void {
    this.#solids.push(element.start)
    const field = this.#fields.begin()
    field.hasResult = true
    field.copies = copyKind(attribute(this.#part, element, `${this.#part.prefix}instr`) ?? '')
    for (const each of element.children) this.#walk(each)
    this.#fields.end()
  }

  #walkInstruction(element: XmlElement): void {
    if (this.#isMoved) {
      this.#walkDeleted(element)
      return
    }
    this.#solids.push(element.start)
    this.#addText(this.#instructionAt(element), element, this.#run, element.inner, element.innerEnd)
  }

  /** A nested field in an instruction is represented by INNER_FIELD. */
  #walkFieldMark(element: XmlElement): void {
    if (!this.#fields.read(element)) return
    this.#instructionAt(element).addElement(element, this.#run, INNER_FIELD)
    this.#fields.begin(element)
  }

  /** The instruction of the innermost field; it continues after the fields nested in it. */
  #instructionAt(element: XmlElement): Paragraph {
    const field = this.#fields.innermost
    if (field.instruction === undefined) {
      const { number = 1, preceding = this.#paragraphs.length, element: within = element } = this.#paragraph ?? {}
      field.instruction = new Paragraph(within, number, preceding, this.#headings)
      this.#instructions.push(field.instruction)
      this.#open('instruction', element.start, this.#inFallback).paragraphs.push(field.instruction)
    }
    return field.instruction
  }

  /** The runs of a formula side by side are one text, as those of a paragraph are. */
  #walkFormulaText(element: XmlElement): void {
    const within = element.parent?.parent
    if (this.#formula === undefined || this.#formula.within !== within) {
      const { number = Math.max(1, this.#paragraphs.length), preceding = this.#paragraphs.length } =
        this.#paragraph ?? {}
      this.#formula = { within, paragraph: new Paragraph(element, number, preceding, this.#headings) }
      this.#open('content', element.inner, this.#inFallback).paragraphs.push(this.#formula.paragraph)
    }
    this.#addText(this.#formula.paragraph, element, undefined, element.inner, element.innerEnd)
  }

  /** Any other text: properties, cached values of charts. */
  #walkOther(element: XmlElement): void {
    if (element.innerEnd > element.inner)
      this.#addFlow('content', element, element.inner, element.innerEnd, this.#inFallback, this.#paragraph)
  }

  #attributes(): void {
    const { source, tagged } = this.#part
    const byElement = new Map(tagged.length === 0 ? [] : this.#paragraphs.map((each) => [each.element, each]))
    for (const element of tagged) {
      const within = ancestor(element, 'w:p')
      for (const each of attributesOf(this.#part, element)) {
        if (!source.slice(each.from, each.to).includes('{{')) continue
        const isField = element.name === 'w:fldSimple' && each.name === `${this.#part.prefix}instr`
        const kind = isField ? 'instruction' : 'attribute'
        const isFallback = ancestor(element, 'mc:Fallback') !== undefined
        this.#addFlow(kind, element, each.from, each.to, isFallback, within && byElement.get(within))
      }
    }
  }

  #open(kind: FlowKind, start: number, isFallback: boolean): OpenFlow {
    const flow: OpenFlow = { kind, start, paragraphs: [], isFallback }
    this.#flows.push(flow)
    return flow
  }

  /** Adds a flow of one text; mistakes in it name the paragraph it is in. */
  #addFlow(
    kind: FlowKind,
    element: XmlElement,
    from: number,
    to: number,
    isFallback: boolean,
    within: Paragraph | undefined,
  ): void {
    if (!this.#mayHoldTags(unescapeXml(this.#part.source.slice(from, to)))) return
    const before = this.#paragraphs.length
    const paragraph = new Paragraph(
      element,
      within?.number ?? Math.max(1, before),
      within?.preceding ?? before,
      this.#headings,
    )
    this.#addText(paragraph, element, undefined, from, to)
    this.#open(kind, from, isFallback).paragraphs.push(paragraph)
  }

  #addText(paragraph: Paragraph, element: XmlElement, run: XmlElement | undefined, from: number, to: number): void {
    const raw = this.#part.source.slice(from, to)
    const text = unescapeXml(raw)
    paragraph.addText(element, run, [from, to], text, text === raw ? undefined : raw, this.#fields.copying)
  }
}
