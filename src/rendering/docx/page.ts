/**
 * What is seen on the page, as places in the source.
 */
import type { PartFlows } from './flows.ts'
import { firstIndex } from './search.ts'

/** What lies on the page: answers whether anything is seen between two places. */
export class Page {
  readonly #solids: readonly number[]

  constructor(flows: PartFlows) {
    this.#solids = flows.solids
  }

  /** How many things are seen in [from, to). */
  count(from: number, to: number): number {
    return Math.max(0, this.#index(to) - this.#index(from))
  }

  empty(from: number, to: number): boolean {
    return this.count(from, to) === 0
  }

  #index(offset: number): number {
    return firstIndex(this.#solids, each => each >= offset)
  }
}
