/**
 * Finds the heading above a paragraph, so that a mistake can say where it is.
 */
import type { HeadingLookup, Paragraph } from './flows.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'

const HEADING_STYLE = /val="(?:heading|title|.?berschrift|titre|titolo|t.?tulo|kop)/i
const MAX_HEADING_LENGTH = 80

/** The headings of a part. They are found when one is first looked up: most templates have no mistakes. */
export class Headings implements HeadingLookup {
  readonly #part: XmlPart
  readonly #paragraphs: readonly Paragraph[]
  /** For each paragraph, the last heading up to it. */
  #last: (string | undefined)[] | undefined

  constructor(part: XmlPart, paragraphs: readonly Paragraph[]) {
    this.#part = part
    this.#paragraphs = paragraphs
  }

  above(count: number): string | undefined {
    this.#last ??= this.#find()
    return this.#last[count - 1]
  }

  #find(): (string | undefined)[] {
    let last: string | undefined
    return this.#paragraphs.map(({ element, text }) => {
      if (element.name === 'w:p' && text.trim() !== '' && isHeading(this.#part, element))
        last = text.trim().slice(0, MAX_HEADING_LENGTH)
      return last
    })
  }
}

/** Whether a paragraph has a heading's style or level. */
export function isHeading(part: XmlPart, paragraph: XmlElement): boolean {
  const properties = child(paragraph, 'w:pPr')
  if (properties === undefined) return false
  if (child(properties, 'w:outlineLvl') !== undefined) return true
  const style = child(properties, 'w:pStyle')
  return style !== undefined && HEADING_STYLE.test(part.source.slice(style.start, style.end))
}
