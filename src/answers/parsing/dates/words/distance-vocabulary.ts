/** What a language says round a distance in time, and units for its tables. */
import type { Distance } from '../calendar.ts'

/** The words of one language. */
export interface WordsOfDistance {
  readonly ahead: readonly string[]
  readonly ago: readonly string[]
  readonly after?: readonly string[]
  readonly before?: readonly string[]
  /** Words between two parts: “2 months and 3 days”. */
  readonly and: readonly string[]
  /** The words from one to twelve, other forms of a number after slashes. */
  readonly numbers: string
  /** Names of units besides those of CLDR. */
  readonly units?: Readonly<Record<string, Distance>>
  /** Distances without a number: “через месяц”. */
  readonly whole?: Readonly<Record<string, Distance>>
}

export const DAY = { days: 1 } as const
export const WEEK = { weeks: 1 } as const
export const MONTH = { months: 1 } as const
export const QUARTER = { months: 3 } as const
export const HALF_YEAR = { months: 6 } as const
export const YEAR = { years: 1 } as const
