/**
 * Variables that belong elsewhere in the outline than where they stand in the file: those of notes where their
 * reference is, those of copied text nowhere.
 */
import type { OutlineNode } from '../../../domain/questions/outline.ts'

/** Hands out places in the outline, and fills them when all parts are compiled. */
export class OutlinePlaces {
  readonly #references = new Map<OutlineNode, string>()
  readonly #copies = new Set<OutlineNode>()
  readonly #notes = new Map<string, readonly OutlineNode[]>()

  /** The place of a reference to a note, which gets the note's outline. */
  reference(note: string): OutlineNode {
    const place = placeOf([])
    this.#references.set(place, note)
    return place
  }

  addNote(note: string, outline: readonly OutlineNode[]): void {
    this.#notes.set(note, outline)
  }

  /** The place of copied text: what it holds counts only where nothing else in the template has its name. */
  copy(outline: readonly OutlineNode[]): OutlineNode {
    const place = placeOf(outline)
    this.#copies.add(place)
    return place
  }

  /** The outline with all places filled. */
  fill(outline: readonly OutlineNode[]): readonly OutlineNode[] {
    if (this.#references.size === 0 && this.#copies.size === 0) return outline
    const whole = this.#withNotes(outline)
    if (this.#copies.size === 0) return whole
    const names = new Set<string>()
    this.#collectNames(whole, names)
    return this.#withCopies(whole, names)
  }

  #withNotes(outline: readonly OutlineNode[]): OutlineNode[] {
    return outline.flatMap((node): OutlineNode[] => {
      const note = this.#references.get(node)
      if (note !== undefined) return this.#withNotes(this.#notes.get(note) ?? [])
      if (node.type === 'variable' || this.#copies.has(node)) return [node]
      return [{ ...node, children: this.#withNotes(node.children) }]
    })
  }

  #collectNames(outline: readonly OutlineNode[], names: Set<string>): void {
    for (const node of outline) {
      if (this.#copies.has(node)) continue
      names.add(node.name)
      if (node.type === 'section') this.#collectNames(node.children, names)
    }
  }

  #withCopies(outline: readonly OutlineNode[], names: ReadonlySet<string>): OutlineNode[] {
    return outline.flatMap((node): OutlineNode[] => {
      if (node.type === 'variable') return [node]
      if (this.#copies.has(node)) return withoutNames(node.children, names)
      return [{ ...node, children: this.#withCopies(node.children, names) }]
    })
  }
}

const placeOf = (children: readonly OutlineNode[]): OutlineNode => ({
  type: 'section',
  name: '',
  inverted: false,
  repeats: false,
  children,
})

/** What has none of these names, and what is in sections that have one. */
function withoutNames(outline: readonly OutlineNode[], names: ReadonlySet<string>): OutlineNode[] {
  const kept: OutlineNode[] = []
  for (const node of outline) {
    const children = node.type === 'section' ? withoutNames(node.children, names) : []
    if (names.has(node.name)) for (const each of children) kept.push(each)
    else kept.push(node.type === 'section' ? { ...node, children } : node)
  }
  return kept
}
