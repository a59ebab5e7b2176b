/**
 * Finds the position of our last event. `$all` is searched backwards, with the events of others; at most to
 * where the last search began, or to our last known event (appended, read or received by a subscription).
 */
import type { Position } from '../../../../ports/events/event-store.ts'
import { comparePositions, START_POSITION } from './position.ts'
import type { RetryingReader } from './reader.ts'

const FIRST_PAGE_SIZE = 1
const PAGE_SIZE = 500

export class HeadFinder {
  readonly #reader: RetryingReader
  /** Our last known event. */
  #known: Position | undefined
  /** Up to here, `#known` is certainly the last one. */
  #searched: Position = START_POSITION

  constructor(reader: RetryingReader) {
    this.#reader = reader
  }

  /** Notes the position of an event of ours. */
  observe(position: Position): void {
    if (this.#known === undefined || comparePositions(position, this.#known) > 0) this.#known = position
  }

  /** The position of our last event; undefined when there is none. Throws `StoreUnavailable`. */
  async find(): Promise<Position | undefined> {
    let end: Position | undefined
    let before: Position | undefined
    for (let limit = FIRST_PAGE_SIZE; ; limit = PAGE_SIZE) {
      const page = await this.#reader.readAllBackwards(before, limit)
      for (const { position, event } of page) {
        end ??= position
        const settled = comparePositions(position, this.#floor()) <= 0
        if (event !== undefined) this.observe(event.position)
        if (event !== undefined || settled) return this.#settle(end)
      }
      if (page.length < limit) return this.#settle(end ?? START_POSITION)
      before = page.at(-1)!.position
    }
  }

  #floor(): Position {
    return this.#known !== undefined && comparePositions(this.#known, this.#searched) > 0 ? this.#known : this.#searched
  }

  #settle(end: Position): Position | undefined {
    if (comparePositions(end, this.#searched) > 0) this.#searched = end
    return this.#known
  }
}
