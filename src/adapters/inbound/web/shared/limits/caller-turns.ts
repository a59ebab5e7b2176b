/** Lets each caller have so many requests worked on at once; further ones of the same caller wait for their turn. */

interface Line {
  running: number
  readonly waiting: (() => void)[]
}

export interface TurnSettings {
  /** How many at once for each; 0 for no limit. */
  readonly at_once: number
  /** How many may wait behind them. */
  readonly waiting: number
}

export class CallerTurns {
  readonly #settings: TurnSettings
  readonly #lines = new Map<string, Line>()

  constructor(settings: TurnSettings) {
    this.#settings = settings
  }

  /** Resolves at the owner's turn, with what ends it; undefined where too many wait already. */
  async take(owner: string): Promise<(() => void) | undefined> {
    const { at_once, waiting } = this.#settings
    if (at_once === 0) return () => undefined
    const line = this.#lines.get(owner) ?? { running: 0, waiting: [] }
    if (line.running >= at_once && line.waiting.length >= waiting) return undefined
    this.#lines.set(owner, line)
    if (line.running < at_once) line.running++
    // The one before hands its place over.
    else await new Promise<void>((resolve) => void line.waiting.push(resolve))
    return () => this.#end(owner, line)
  }

  #end(owner: string, line: Line): void {
    const next = line.waiting.shift()
    if (next !== undefined) return next()
    line.running--
    if (line.running === 0) this.#lines.delete(owner)
  }
}
