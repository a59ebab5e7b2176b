/** Numbers that hold on a busy machine: what is compared runs by turns, and the median of the ratios counts. */

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const percentile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? Number.NaN

/** Runs `work` on `concurrency` lanes at once for about `ms`; gives how often a second it was done. */
export async function rate(concurrency: number, ms: number, work: (lane: number) => Promise<void>): Promise<number> {
  const began = performance.now()
  let done = 0
  await Promise.all(
    Array.from({ length: concurrency }, async (_, lane) => {
      while (performance.now() - began < ms) {
        await work(lane)
        done++
      }
    }),
  )
  return (done * 1000) / (performance.now() - began)
}

/** How long it takes, in milliseconds. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

export const table = (rows: readonly Record<string, string | number>[]): void =>
  console.table(Object.fromEntries(rows.map((row, index) => [index + 1, row])))
