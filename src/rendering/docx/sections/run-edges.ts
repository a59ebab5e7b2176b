/**
 * Whether a place is at the start or the end of its run.
 */
import type { XmlElement } from '../xml/xml-tree.ts'

const INVISIBLE_IN_RUN: ReadonlySet<string> = new Set(['w:rPr', 'a:rPr', 'w:lastRenderedPageBreak'])

/** Whether nothing in the run comes before this place, not even another tag. */
export function isRunStart(run: XmlElement, element: XmlElement, at: number, elementFrom: number): boolean {
  return (
    at === elementFrom &&
    element.parent === run &&
    run.children.every((each) => each.start >= element.start || INVISIBLE_IN_RUN.has(each.name))
  )
}

/** Whether nothing in the run comes after this place. */
export function isRunEnd(run: XmlElement, element: XmlElement, at: number, elementTo: number): boolean {
  return (
    at === elementTo &&
    element.parent === run &&
    run.children.every((each) => each.end <= element.end || INVISIBLE_IN_RUN.has(each.name))
  )
}
