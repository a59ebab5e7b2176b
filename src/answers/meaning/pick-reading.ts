/** Which of the offered readings of an unclear answer a person typed. */
import type { Reading } from '../refusal.ts'
import { readYesOrNo } from './yes-or-no.ts'

/** By its number from 1, as it was shown, or with “yes” where one was offered; undefined for another answer. */
export function pickReading(readings: readonly Reading[], text: string, locale: string): Reading | undefined {
  const said = text.trim().toLowerCase()
  const [only, ...others] = readings
  const numbered = /^\d{1,2}$/.test(said) ? readings[Number(said) - 1] : undefined
  const confirmed = others.length === 0 && readYesOrNo(said, locale) === true ? only : undefined
  return numbered ?? readings.find(({ shown }) => shown.toLowerCase() === said) ?? confirmed
}
