/**
 * Writes down when keys and sessions were used last: beside the requests, many in one statement, and for each at most
 * once a minute. A use that cannot be written is forgotten: nothing is decided by it.
 */
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../../../ports/clock.ts'

const MINUTE = 60_000
/** How long uses are gathered for one statement. */
const GATHER_MS = 1000
const MOST = 10_000

export class LastUses {
  readonly #clock: Clock
  readonly #write: (ids: readonly string[], now: string) => Promise<unknown>
  readonly #written = new LRUCache<string, number>({ max: MOST })
  readonly #waiting = new Set<string>()
  #timer: NodeJS.Timeout | undefined

  constructor(clock: Clock, write: (ids: readonly string[], now: string) => Promise<unknown>) {
    this.#clock = clock
    this.#write = write
  }

  note(id: string): void {
    const now = Date.parse(this.#clock.now())
    const written = this.#written.get(id)
    if (written !== undefined && now - written < MINUTE) return
    this.#written.set(id, now)
    this.#waiting.add(id)
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref()
  }

  /** Writes what waits. Never rejects. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const ids = [...this.#waiting]
    this.#waiting.clear()
    if (ids.length > 0) await this.#write(ids, this.#clock.now()).catch(() => undefined)
  }
}
