/** Measures events per second, over about the last five seconds. */
const WINDOW_MS = 5000

/** An exponentially weighted rate. */
export class RateMeter {
  #since = performance.now()
  #rate = 0
  #counted = 0

  /** Counts handled events and returns the rate. */
  count(events: number): number {
    this.#counted += events
    const elapsed = performance.now() - this.#since
    if (elapsed < WINDOW_MS / 20) return this.#rate
    const weight = Math.min(1, elapsed / WINDOW_MS)
    this.#rate += weight * ((this.#counted * 1000) / elapsed - this.#rate)
    this.#since += elapsed
    this.#counted = 0
    return this.#rate
  }
}
