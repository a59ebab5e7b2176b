/** Prints decimals as the question's format says: grouped or plain, with so many decimals. */
import type { Question } from '../../../domain/questions/question.ts'
import { formatDecimal } from '../format.ts'

/** `minDecimals` are shown unless the format says how many; '' for what is no decimal. */
export function printDecimal({ format }: Question, decimal: string, locale: string, minDecimals?: number): string {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return ''
  const useGrouping = format !== 'plain'
  const digits = /^\d$/.test(format ?? '') ? Number(format) : undefined
  const [min, max] = digits === undefined ? [minDecimals, undefined] : [digits, digits]
  return formatDecimal(decimal, locale, {
    useGrouping,
    ...(min === undefined ? {} : { minimumFractionDigits: min }),
    ...(max === undefined ? {} : { maximumFractionDigits: max }),
  })
}
