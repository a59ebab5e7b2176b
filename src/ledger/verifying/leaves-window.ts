/** The leaves of the ledger page by page, as a comparison goes along them. */
import type { EventStore } from '../../ports/events/event-store.ts'
import type { NumberedLeaf, TreeRows } from '../tree/tree-rows.ts'
import type { Leaves } from './match-leaves.ts'

const PAGE_SIZE = 2000

export class LeavesWindow implements Leaves {
  readonly size: number
  readonly #rows: TreeRows
  readonly #store: EventStore
  #page = new Map<number, NumberedLeaf>()
  /** The end of what was read. */
  #end: number

  constructor(rows: TreeRows, store: EventStore, { from, size }: { readonly from: number; readonly size: number }) {
    this.#rows = rows
    this.#store = store
    this.#end = from
    this.size = size
  }

  async at(leaf: number): Promise<NumberedLeaf | undefined> {
    while (leaf >= this.#end && this.#end < this.size) await this.#readOn()
    return this.#page.get(leaf)
  }

  find(stream: string, revision: number): Promise<NumberedLeaf | undefined> {
    return this.#rows.find(stream, revision)
  }

  async goesOn(stream: string, revision: number): Promise<boolean> {
    for await (const event of this.#store.readStream(stream, revision + 1)) return event.stream === stream
    return false
  }

  async #readOn(): Promise<void> {
    const to = Math.min(this.#end + PAGE_SIZE, this.size)
    const leaves = await this.#rows.read({ from: this.#end, to })
    this.#page = new Map(leaves.map((leaf) => [leaf.leaf, leaf]))
    this.#end = to
  }
}
