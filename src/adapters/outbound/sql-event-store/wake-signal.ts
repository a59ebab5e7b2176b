/** Wakes those who wait for new events; a wake-up that comes before they wait is not lost. */
export class WakeSignal {
  #waiting = new Set<() => void>()
  #rings = 0

  /** A mark to wait from: what rings after it ends the wait. */
  mark(): number {
    return this.#rings
  }

  ring(): void {
    this.#rings++
    for (const wake of this.#waiting) wake()
  }

  /** Until a ring after `mark`, the time is over, or the signal fires. */
  async wait(mark: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.#rings !== mark || signal.aborted) return
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', wake)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      signal.addEventListener('abort', wake)
      this.#waiting.add(wake)
    })
  }
}
