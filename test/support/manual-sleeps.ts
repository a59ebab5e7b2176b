/** Sleeps that end when a test says so; how long they were to be is kept. */

export interface ManualSleeps {
  /** The lengths asked for so far, in ms. */
  readonly asked: number[]
  readonly sleep: (ms: number) => Promise<void>
  /** Ends all that are asleep. */
  wake(): void
}

export function manualSleeps(): ManualSleeps {
  const asked: number[] = []
  const asleep: (() => void)[] = []
  return {
    asked,
    sleep: (ms) =>
      new Promise((resolve) => {
        asked.push(ms)
        asleep.push(resolve)
      }),
    wake: () => {
      for (const resolve of asleep.splice(0)) resolve()
    },
  }
}
