/**
 * An outline laid flat: every occurrence of a name with the place it stands in, in document order. A place knows the
 * one around it, so that ten thousand variables share their sections instead of copying them.
 */
import type { Outline, OutlineNode } from '../outline.ts'

/** The inside of one section as it stands in the template. The document itself is `undefined`. */
export interface SectionContext {
  readonly section: string
  readonly inverted: boolean
  readonly repeats: boolean
  readonly outer: SectionContext | undefined
}

export interface Occurrence {
  readonly name: string
  /** Where it stands. */
  readonly at: SectionContext | undefined
  /** What it opens, when it is a section. */
  readonly opens: SectionContext | undefined
  /** What the variable fills there. */
  readonly fills: 'image' | 'link' | undefined
}

/**
 * All occurrences in document order, a section before what it holds. An explicit stack: depth is the template's to
 * choose.
 */
export function listOccurrences(outline: Outline): Occurrence[] {
  const occurrences: Occurrence[] = []
  const stack: { readonly nodes: readonly OutlineNode[]; readonly at: SectionContext | undefined; next: number }[] = [
    { nodes: outline, at: undefined, next: 0 },
  ]
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.nodes[top.next++]
    if (node === undefined) stack.pop()
    else if (node.type === 'variable')
      occurrences.push({ name: node.name, at: top.at, opens: undefined, fills: node.place })
    else {
      const opens: SectionContext = {
        section: node.name,
        inverted: node.inverted,
        repeats: node.repeats,
        outer: top.at,
      }
      occurrences.push({ name: node.name, at: top.at, opens, fills: undefined })
      stack.push({ nodes: node.children, at: opens, next: 0 })
    }
  }
  return occurrences
}

/** The places around an occurrence, from the innermost out. */
export function* enclosingSections(place: SectionContext | undefined): Generator<SectionContext> {
  for (let at = place; at !== undefined; at = at.outer) yield at
}
