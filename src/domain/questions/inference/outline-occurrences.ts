/**
 * The outline as a flat list: every occurrence of a name with the section that it is in, in document order. Sections
 * link to the one around them, so that ten thousand variables share their sections instead of copying them.
 */
import type { Outline, OutlineNode, OutlineSection } from '../outline.ts'

/** One section of the template, as the place of what is inside it. The document itself is `undefined`. */
export interface SectionContext {
  readonly section: string
  readonly inverted: boolean
  readonly repeats: boolean
  /** What another engine's tag says for certain. */
  readonly means: OutlineSection['means']
  /** The names that its items have, where that is certain. */
  readonly fields: OutlineSection['fields']
  readonly outer: SectionContext | undefined
}

/** One occurrence of a name: a variable, or a section that opens. */
export interface Occurrence {
  readonly name: string
  /** The innermost section around it. */
  readonly at: SectionContext | undefined
  /** The section that it opens, if it is one. */
  readonly opens: SectionContext | undefined
  /** Set where the variable fills a placeholder picture or a hyperlink's address. */
  readonly fills: 'image' | 'link' | undefined
  /** Set where it is all that a paragraph holds. */
  readonly alone: boolean
}

/** All occurrences in document order, a section before its content. Uses a stack: a template may nest without limit. */
export function listOccurrences(outline: Outline): Occurrence[] {
  const occurrences: Occurrence[] = []
  const stack: { readonly nodes: readonly OutlineNode[]; readonly at: SectionContext | undefined; next: number }[] = [
    { nodes: outline, at: undefined, next: 0 },
  ]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.nodes[top.next++]
    if (node === undefined) stack.pop()
    else if (node.type === 'variable')
      occurrences.push({ name: node.name, at: top.at, opens: undefined, fills: node.place, alone: node.alone === true })
    else {
      const opens: SectionContext = {
        section: node.name,
        inverted: node.inverted,
        repeats: node.repeats,
        means: node.means,
        fields: node.fields,
        outer: top.at,
      }
      occurrences.push({ name: node.name, at: top.at, opens, fills: undefined, alone: false })
      stack.push({ nodes: node.children, at: opens, next: 0 })
    }
  }
  return occurrences
}

/** A section and those around it, from the innermost outwards. */
export function* enclosingSections(place: SectionContext | undefined): Generator<SectionContext> {
  for (let at = place; at !== undefined; at = at.outer) yield at
}
