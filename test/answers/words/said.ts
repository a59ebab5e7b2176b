/** What people say, and the day that it means. */
import { outcome } from '../given.ts'

/** The day of `given.ts` and days from it. */
export const dayAt = (days: number): string => new Date(Date.UTC(2026, 10, 21 + days)).toISOString().slice(0, 10)

/** Two weeks on either side of that day, and of 1 January 2027. */
export const TWO_WEEKS = { ahead: '2026-12-05', ago: '2026-11-07', after: '2027-01-15', before: '2026-12-18' } as const

export type Side = keyof typeof TWO_WEEKS

/** Those of the phrases, apart by bars, that are not read as the day, with what they are read as. */
export const readOtherwise = (day: string, phrases: string, locale: string): readonly (readonly [string, unknown])[] =>
  phrases
    .split('|')
    .map((phrase) => [phrase, outcome('date', phrase, locale)] as const)
    .filter(([, read]) => read !== day)
