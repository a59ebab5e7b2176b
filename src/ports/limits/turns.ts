/**
 * Lets only so much be done at once, and shares that out: of the owners that wait, whoever has the least at work, and
 * was served longest ago, comes next. So one who sends a lot holds up nobody who sends little.
 */

/** Left out: no limit. */
export interface TurnLimits {
  /** What all owners together do at once. */
  readonly at_once?: number
  /** What one owner does at once; does not hold for what nobody in particular has caused. */
  readonly each?: number
  /** What of one owner may wait. */
  readonly waiting?: number
}

/** Ends a turn; called again it does nothing. */
export type EndTurn = () => void

interface Line {
  readonly limit: number
  running: number
  /** When it last had a turn, counted in turns. */
  served: number
  /** Begins the turn of each that waits, in the order in which they came. */
  readonly waiting: (() => void)[]
}

export class Turns {
  readonly #limits: Required<TurnLimits>
  readonly #lines = new Map<string | undefined, Line>()
  /** The lines in which somebody waits. */
  readonly #waiting = new Set<Line>()
  #running = 0
  #begun = 0

  constructor({ at_once = Infinity, each = Infinity, waiting = Infinity }: TurnLimits) {
    this.#limits = { at_once, each, waiting }
  }

  /**
   * Resolves at the owner's turn with what ends it; with undefined where too many of the owner's wait already, or when
   * `signal` fires before. `owner`: as of `currentOwner`.
   */
  take(owner: string | undefined, signal?: AbortSignal): Promise<EndTurn | undefined> {
    if (signal?.aborted === true) return Promise.resolve(undefined)
    const line = this.#lineOf(owner)
    if (this.#mayBegin(line)) return Promise.resolve(this.#begin(owner, line))
    if (line.waiting.length >= this.#limits.waiting) return Promise.resolve(undefined)
    return new Promise((resolve) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', giveUp)
        resolve(this.#begin(owner, line))
      }
      const giveUp = (): void => {
        line.waiting.splice(line.waiting.indexOf(begin), 1)
        if (line.waiting.length === 0) this.#waiting.delete(line)
        this.#forget(owner, line)
        resolve(undefined)
      }
      line.waiting.push(begin)
      this.#waiting.add(line)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  #lineOf(owner: string | undefined): Line {
    const known = this.#lines.get(owner)
    if (known !== undefined) return known
    const limit = owner === undefined ? Infinity : this.#limits.each
    // Before who is being served just now, but behind all that wait already: who comes again and again, one at a time,
    // keeps nobody waiting for ever.
    const line: Line = { limit, running: 0, served: this.#begun - 1, waiting: [] }
    this.#lines.set(owner, line)
    return line
  }

  #mayBegin(line: Line): boolean {
    return this.#running < this.#limits.at_once && line.running < line.limit
  }

  #begin(owner: string | undefined, line: Line): EndTurn {
    this.#running++
    line.running++
    line.served = ++this.#begun
    let over = false
    return () => {
      if (over) return
      over = true
      this.#running--
      line.running--
      this.#beginNext()
      this.#forget(owner, line)
    }
  }

  #beginNext(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const begin = next.waiting.shift()
      if (next.waiting.length === 0) this.#waiting.delete(next)
      begin?.()
    }
  }

  /** The line whose turn it is; undefined where none may begin. */
  #next(): Line | undefined {
    let next: Line | undefined
    for (const line of this.#waiting) {
      if (!this.#mayBegin(line)) continue
      const isBefore =
        next === undefined ||
        line.running < next.running ||
        (line.running === next.running && line.served < next.served)
      if (isBefore) next = line
    }
    return next
  }

  #forget(owner: string | undefined, line: Line): void {
    if (line.running === 0 && line.waiting.length === 0) this.#lines.delete(owner)
  }
}
