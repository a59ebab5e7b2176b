/**
 * Times by the processor's clock: what other programs on the machine do matters less than with the clock on the wall.
 */

/** Processor time of this process so far, in ms. */
export const spent = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of one call, over as many calls as take about `least` ms. */
export async function time(call: () => unknown, least: number): Promise<number> {
  let calls = 0
  let batch = 1
  const start = spent()
  for (;;) {
    for (let count = 0; count < batch; count++) {
      const made = call()
      if (made instanceof Promise) await made
    }
    calls += batch
    const elapsed = spent() - start
    if (elapsed >= least) return elapsed / calls
    // Reading the clock costs a few microseconds: short calls are counted by the dozen.
    if (elapsed / calls < 1) batch = 16
  }
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
export const show = (number: number): string =>
  number >= 100 ? number.toFixed(0) : number >= 1 ? number.toFixed(1) : number.toPrecision(2)
