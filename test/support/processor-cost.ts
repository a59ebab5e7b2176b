/**
 * What work costs, as a multiple of a fixed piece of work that is measured in the same run. Processor time does not
 * depend on what else the machine does, and the multiple does not depend on how fast the machine is.
 */
import { hash } from 'node:crypto'

/** The user time of this process, all its threads included, in milliseconds. */
async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  return process.cpuUsage(before).user / 1000
}

const TEXT = 'Some words, 1.250,50 and “signs”. '.repeat(6_000)

/** About ten milliseconds on a machine of 2024: text is normalised, taken apart and hashed. */
function fixedWork(): string {
  const words = TEXT.normalize('NFKC').toLowerCase().split(/\s+/)
  return hash('sha256', JSON.stringify(words.map((word) => word.replaceAll(/\W/g, ''))))
}

/** The cost of `work` in units of the fixed work; the cheaper of two runs, so that compiling the code does not count. */
export async function costOf(work: () => unknown, runs = 2): Promise<number> {
  fixedWork()
  const floors: number[] = []
  const costs: number[] = []
  for (let run = 0; run < runs; run++) {
    floors.push(await processorTime(fixedWork))
    costs.push(await processorTime(work))
  }
  return Math.min(...costs) / Math.max(1, Math.min(...floors))
}

/** As `costOf`, but measured again, twice at most, while it is above the bound: other work on the machine only adds. */
export async function costWithin(bound: number, work: () => unknown): Promise<number> {
  let cost = await costOf(work, 1)
  for (let again = 0; again < 2 && cost >= bound; again++) cost = Math.min(cost, await costOf(work, 1))
  return cost
}

/** How many times as much `work` costs at `large` as at `small`, the cheapest of three runs each. */
export async function growthOf(work: (size: number) => unknown, small: number, large: number): Promise<number> {
  await work(small)
  const times = { small: Infinity, large: Infinity }
  for (let run = 0; run < 3; run++) {
    times.small = Math.min(times.small, await processorTime(() => work(small)))
    times.large = Math.min(times.large, await processorTime(() => work(large)))
  }
  return times.large / Math.max(1, times.small)
}
