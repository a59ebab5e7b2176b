/**
 * Anchors Word comments at paragraphs of the body (ISO 29500-1, 17.13.4).
 */
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'

/** A comment to be added, and the paragraph it is about. */
export interface MistakeComment {
  readonly paragraph: XmlElement
  readonly text: string
}

interface Insert {
  readonly at: number
  /** Number of characters of the source that it replaces. */
  readonly size: number
  readonly order: number
  readonly xml: string
}

/** The source of the part with a range and a reference for each comment; ids are numbered from `from`. */
export function addCommentAnchors(part: XmlPart, comments: readonly MistakeComment[], from: number): string {
  const { prefix: w, source } = part
  const inserts: Insert[] = []
  const opened = new Set<XmlElement>()
  for (const [index, { paragraph }] of comments.entries()) {
    const id = from + index
    const [start, end] = [
      `<${w}commentRangeStart ${w}id="${id}"/>`,
      `<${w}commentRangeEnd ${w}id="${id}"/><${w}r><${w}commentReference ${w}id="${id}"/></${w}r>`,
    ]
    if (source.startsWith('/>', paragraph.end - 2)) {
      // `<w:p/>` becomes a start tag before the first comment and an end tag after the last.
      const at = paragraph.end - 2
      if (!opened.has(paragraph))
        inserts.push(
          { at, size: 2, order: -1, xml: '>' },
          { at: paragraph.end, size: 0, order: comments.length, xml: `</${paragraphName(part, paragraph)}>` },
        )
      opened.add(paragraph)
      inserts.push({ at: paragraph.end, size: 0, order: index, xml: start + end })
    } else {
      inserts.push(
        { at: child(paragraph, 'w:pPr')?.end ?? paragraph.inner, size: 0, order: index, xml: start },
        { at: paragraph.innerEnd, size: 0, order: index, xml: end },
      )
    }
  }
  inserts.sort((a, b) => a.at - b.at || a.order - b.order)
  let xml = ''
  let at = 0
  for (const each of inserts) {
    xml += source.slice(at, each.at) + each.xml
    at = each.at + each.size
  }
  return xml + source.slice(at)
}

const paragraphName = (part: XmlPart, paragraph: XmlElement): string =>
  /^<([^\s/>]+)/.exec(part.source.slice(paragraph.start, paragraph.start + 50))?.[1] ?? 'w:p'
