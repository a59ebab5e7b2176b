/** The elements inside a drawing. */
import type { XmlElement } from '../../xml/xml-tree.ts'

/** All of them but those in the text of a text box, which has pictures of its own. */
export function* insideOf(element: XmlElement): Generator<XmlElement> {
  for (const each of element.children) {
    if (each.name === 'w:txbxContent') continue
    yield each
    yield* insideOf(each)
  }
}
