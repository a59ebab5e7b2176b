/**
 * Finds the heading above a paragraph, for telling people where a mistake is.
 */
import type { Paragraph } from './flows.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml.ts'

const HEADING_STYLE = /val="(?:heading|title|.?berschrift|titre|titolo|t.?tulo|kop)/i
const LONGEST = 80

/** The headings of a part, found when one is first asked for: most templates have no mistakes. */
export class Headings {
  readonly #part: XmlPart
  readonly #paragraphs: readonly Paragraph[]
  /** For each paragraph, the last heading up to it. */
  #last: (string | undefined)[] | undefined

  constructor(part: XmlPart, paragraphs: readonly Paragraph[]) {
    this.#part = part
    this.#paragraphs = paragraphs
  }

  /** The last heading among the first paragraphs, as many as are told. */
  above(preceding: number): string | undefined {
    this.#last ??= this.#find()
    return this.#last[preceding - 1]
  }

  #find(): (string | undefined)[] {
    let last: string | undefined
    return this.#paragraphs.map(({ element, text }) => {
      if (element.name === 'w:p' && text.trim() !== '' && isHeading(this.#part, element))
        last = text.trim().slice(0, LONGEST)
      return last
    })
  }
}

function isHeading(part: XmlPart, paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr')
  if (properties === undefined) return false
  if (child(properties, 'w:outlineLvl') !== undefined) return true
  const style = child(properties, 'w:pStyle')
  return style !== undefined && HEADING_STYLE.test(part.source.slice(style.start, style.end))
}
