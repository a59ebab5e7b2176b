/**
 * Which sections an element lies in.
 */
import { firstIndex } from '../xml/search.ts'
import type { XmlElement } from '../xml/xml-tree.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'

/** A range that may be written several times, or not at all. */
export type RepeatedRange = Pick<AnchoredSection, 'open' | 'close' | 'inverted' | 'rank'>

/** The nesting of ranges that do not cross. */
export class Nesting<T extends RepeatedRange> {
  /** Outer ones first. */
  readonly #sorted: readonly T[]
  /** For each of them, the furthest end of it and those before. */
  readonly #reach: readonly number[]
  readonly #around: ReadonlyMap<T, T | undefined>

  constructor(ranges: readonly T[]) {
    this.#sorted = ranges.toSorted((a, b) => a.open.pos - b.open.pos || b.close.pos - a.close.pos || a.rank - b.rank)
    const reach: number[] = []
    const around = new Map<T, T | undefined>()
    const open: T[] = []
    for (const range of this.#sorted) {
      reach.push(Math.max(reach.at(-1) ?? 0, range.close.pos))
      while (open.length > 0 && (open.at(-1) as T).close.pos < range.close.pos) open.pop()
      around.set(range, open.at(-1))
      open.push(range)
    }
    this.#reach = reach
    this.#around = around
  }

  /** The innermost range that holds the element as a whole. */
  innermost({ start, end }: Pick<XmlElement, 'start' | 'end'>): T | undefined {
    let index = firstIndex(this.#sorted, (each) => each.open.pos > start) - 1
    while (index >= 0) {
      if ((this.#reach[index] as number) < end) return undefined
      const range = this.#sorted[index] as T
      if (end <= range.close.pos) return range
      index -= 1
    }
    return undefined
  }

  /** Whether a part of the element lies in a range. */
  touches({ start, end }: XmlElement): boolean {
    const index = firstIndex(this.#sorted, (each) => each.open.pos >= end) - 1
    return index >= 0 && (this.#reach[index] ?? 0) > start
  }

  /** The range and those around it, inner ones first. */
  upFrom(range: T | undefined): T[] {
    const chain: T[] = []
    for (let at = range; at !== undefined; at = this.#around.get(at)) chain.push(at)
    return chain
  }

  /** The innermost range around both. */
  common(a: T | undefined, b: T | undefined): T | undefined {
    const chain = new Set(this.upFrom(a))
    return this.upFrom(b).find((each) => chain.has(each))
  }
}
