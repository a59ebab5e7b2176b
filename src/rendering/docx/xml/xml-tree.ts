/**
 * The tree of an XML part. It is light, and remembers where in the source each element is, so that everything that is
 * not touched can be copied from the source byte by byte.
 */

/** An element and its place: `<name …>` is [start, inner), `</name>` is [innerEnd, end). */
export interface XmlElement {
  /** With the conventional prefix (`w:p`), whichever prefix the file uses. */
  readonly name: string
  readonly start: number
  readonly inner: number
  innerEnd: number
  end: number
  readonly parent: XmlElement | undefined
  children: readonly XmlElement[]
}

/** A parsed part of a package. */
export interface XmlPart {
  /** The text that the offsets point into; comments are gone and CDATA is written out. */
  readonly source: string
  readonly root: XmlElement
  /** The prefix of WordprocessingML in this part, with its colon (`w:`, or nothing). */
  readonly prefix: string
  /** Elements with `{{` in an attribute, in document order. */
  readonly tagged: readonly XmlElement[]
  /** The names of its elements. */
  readonly names: ReadonlySet<string>
}

/** The first child with a name. */
export const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((each) => each.name === name)

/** The nearest ancestor with one of the names. */
export function ancestor(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  let at = element.parent
  while (at !== undefined && !names.includes(at.name)) at = at.parent
  return at
}
