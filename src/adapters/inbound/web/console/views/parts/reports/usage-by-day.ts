import type { UsageRow } from '../../../../../../../queries/reports/get-usage-report.ts'

/** Conversations begun and documents made on one UTC day. */
export interface DayUsage {
  readonly day: string
  readonly begun: number
  readonly made: number
}

const DAY_MS = 86_400_000
/** More bars than this could not be told apart. */
const MAX_DAYS = 120

/** Every day of the range, those without anything too; the last 120 at most. */
export function sumByDay(
  usage: readonly UsageRow[],
  { from, to }: { readonly from: string; readonly to: string },
): DayUsage[] {
  const counts = new Map<string, { begun: number; made: number }>()
  for (const { day, requested, rendered } of usage) {
    const count = counts.get(day) ?? { begun: 0, made: 0 }
    counts.set(day, { begun: count.begun + requested, made: count.made + rendered })
  }
  const days: DayUsage[] = []
  const first = Math.max(Date.parse(from), Date.parse(to) - (MAX_DAYS - 1) * DAY_MS)
  for (let time = first; time <= Date.parse(to); time += DAY_MS) {
    const day = new Date(time).toISOString().slice(0, 10)
    days.push({ day, ...(counts.get(day) ?? { begun: 0, made: 0 }) })
  }
  return days
}
