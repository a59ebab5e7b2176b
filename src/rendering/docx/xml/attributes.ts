/**
 * Reads the attributes of an element from the source; the tree does not hold them.
 */
import { unescapeXml } from './unescape-xml.ts'
import type { XmlElement, XmlPart } from './xml-tree.ts'

/** The value of an attribute (unescaped) by its name as written, or undefined. */
export function attribute(part: XmlPart, element: XmlElement, name: string): string | undefined {
  const range = attributeRange(part, element, name)
  return range === undefined ? undefined : unescapeXml(part.source.slice(range[0], range[1]))
}

/** The values of all attributes (unescaped) by their names as written. */
export const attributeValues = (part: XmlPart, element: XmlElement): Partial<Record<string, string>> =>
  Object.fromEntries(
    attributesOf(part, element).map((each) => [each.name, unescapeXml(part.source.slice(each.from, each.to))]),
  )

/** Where an attribute's value stands in the source. */
export function attributeRange(part: XmlPart, element: XmlElement, name: string): [number, number] | undefined {
  for (const each of attributesOf(part, element)) if (each.name === name) return [each.from, each.to]
  return undefined
}

export interface XmlAttribute {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** All attributes of an element with the range of their values. */
export const attributesOf = (part: XmlPart, element: XmlElement): XmlAttribute[] =>
  attributesIn(part.source, element.start, element.inner)

const ATTRIBUTE = /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

export function attributesIn(source: string, start: number, inner: number): XmlAttribute[] {
  const head = source.slice(start, inner)
  const found: XmlAttribute[] = []
  ATTRIBUTE.lastIndex = 0
  for (let match = ATTRIBUTE.exec(head); match !== null; match = ATTRIBUTE.exec(head)) {
    const to = start + ATTRIBUTE.lastIndex - 1
    found.push({ name: match[1] ?? '', from: to - (match[2] ?? match[3] ?? '').length, to })
  }
  return found
}
