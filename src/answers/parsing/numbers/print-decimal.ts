/** Prints decimals by the question's format: grouped or plain, with a number of decimals. */
import type { Question } from '../../../domain/questions/question.ts'
import { formatDecimal } from '../format.ts'

/** Prints at least `minDecimals` decimals unless the format states a number; '' for text that is no decimal. */
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
