/** The signals that tell a process to stop, one after the other. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type StopSignal = (typeof SIGNALS)[number]

/**
 * One stop may arrive several times at once: a terminal and systemd send it to all processes of a group, and `npm` and
 * `bin/docgen.js` pass it on as well. Only what comes later is a second one.
 */
const SAME_MS = 500

/** What emits signals: a process. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown
}

/** Listens from the moment it is made until it is released. */
export class StopSignals {
  readonly #source: SignalSource
  readonly #elapsed: () => number
  readonly #unread: StopSignal[] = []
  #last = -Infinity
  #notify = (): void => undefined

  /** `elapsed` gives milliseconds of a clock that is never set. */
  constructor(source: SignalSource = process, elapsed: () => number = () => performance.now()) {
    this.#source = source
    this.#elapsed = elapsed
    for (const signal of SIGNALS) source.on(signal, this.#receive)
  }

  /** The next signal; undefined when `over` fires first. One caller at a time. */
  async next(over?: AbortSignal): Promise<StopSignal | undefined> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#notify = resolve
    over?.addEventListener('abort', () => resolve(), { once: true })
    if (this.#unread.length === 0 && over?.aborted !== true) await promise
    return over?.aborted === true ? undefined : this.#unread.shift()
  }

  /** From now on signals end the process, as they do by themselves. */
  release(): void {
    for (const signal of SIGNALS) this.#source.off(signal, this.#receive)
  }

  readonly #receive = (signal: StopSignal): void => {
    const now = this.#elapsed()
    if (now - this.#last < SAME_MS) return
    this.#last = now
    this.#unread.push(signal)
    this.#notify()
  }
}
