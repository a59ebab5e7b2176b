/** The last leaf of each stream: what an event must follow. Those of streams in use are kept in memory. */
import { LRUCache } from 'lru-cache'
import type { EventLeaf } from '../../proof/event-leaf.ts'

/** More than the streams of any two batches. */
const MAX_STREAMS = 10_000

export class LastLeaves {
  readonly #known = new LRUCache<string, EventLeaf | { readonly revision: -1; readonly hash: '' }>({ max: MAX_STREAMS })

  /** Makes those of these streams known; `read` gives the ones that are asked for and that there are. */
  async load(
    streams: readonly string[],
    read: (streams: readonly string[]) => Promise<readonly EventLeaf[]>,
  ): Promise<void> {
    const unknown = [...new Set(streams)].filter((stream) => !this.#known.has(stream))
    if (unknown.length === 0) return
    for (const stream of unknown) this.#known.set(stream, { revision: -1, hash: '' })
    for (const leaf of await read(unknown)) this.set(leaf)
  }

  /** Whether the leaf comes right after the last one of its stream, whose hash it says it follows. */
  precedes({ stream, revision }: EventLeaf, previous_hash: string | undefined): boolean {
    const last = this.#known.get(stream)
    return last !== undefined && revision === last.revision + 1 && previous_hash === last.hash
  }

  set(leaf: EventLeaf): void {
    this.#known.set(leaf.stream, leaf)
  }
}
