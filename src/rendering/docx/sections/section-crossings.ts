/**
 * Sections that cross the start or the end of an element.
 */
import { firstIndex } from '../xml/search.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import type { AnchoredSection } from './anchored-section.ts'

/** Finds the sections that begin or end in an element without lying in it as a whole. */
export class Crossings {
  readonly #starts: readonly AnchoredSection[]
  readonly #ends: readonly AnchoredSection[]

  constructor(sections: readonly AnchoredSection[]) {
    this.#starts = sections.toSorted((a, b) => a.open.pos - b.open.pos)
    this.#ends = sections.toSorted((a, b) => a.close.pos - b.close.pos)
  }

  crosses(element: XmlElement): boolean {
    return this.lastCrossing(element) !== undefined
  }

  /**
   * The end of the first child after which no section crosses into or out of the container, and that no section inside
   * spans.
   */
  endOfCrossings(container: XmlElement): number | undefined {
    let last = this.lastCrossing(container)
    let from: number | undefined
    while (last !== undefined) {
      const at: number = last
      const end: number = container.children.findLast((each) => each.start < at)?.end ?? container.inner
      from = end
      last = undefined
      for (
        let index = firstIndex(this.#starts, (each) => each.open.pos > container.start);
        index < this.#starts.length;
        index++
      ) {
        const { open, close } = this.#starts[index] as AnchoredSection
        if (open.pos >= end) break
        if (close.pos > end && close.pos < container.end) last = Math.max(last ?? 0, close.pos)
      }
    }
    return from
  }

  /** The last place in an element where a section enters or leaves it; undefined when none does. */
  lastCrossing(element: XmlElement): number | undefined {
    const { start, end } = element
    let last: number | undefined
    for (let index = firstIndex(this.#starts, (each) => each.open.pos > start); index < this.#starts.length; index++) {
      const each = this.#starts[index] as AnchoredSection
      if (each.open.pos >= end) break
      if (each.close.pos > end) last = each.open.pos
    }
    for (let index = firstIndex(this.#ends, (each) => each.close.pos > start); index < this.#ends.length; index++) {
      const each = this.#ends[index] as AnchoredSection
      if (each.close.pos >= end) break
      if (each.open.pos < start) last = Math.max(last ?? 0, each.close.pos)
    }
    return last
  }
}
