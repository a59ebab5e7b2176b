/**
 * Bookmarks and the ranges of comments.
 */
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'

const MARKS: ReadonlySet<string> = new Set([
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:commentRangeStart',
  'w:commentRangeEnd',
])

/** The bookmarks and comment ranges in an element, as they are. */
export function rangeMarksIn(part: XmlPart, element: XmlElement): string {
  if (part.names.isDisjointFrom(MARKS)) return ''
  let xml = ''
  for (const each of element.children)
    xml += MARKS.has(each.name) ? part.source.slice(each.start, each.end) : rangeMarksIn(part, each)
  return xml
}
