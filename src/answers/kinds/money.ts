/** Amounts of money. A currency may be written with the amount and is dropped, because the template states it. */
import type { Question } from '../../domain/questions/question.ts'
import { textPrinter, type AnswerKind } from '../answer-kind.ts'
import { decimalSchema } from '../json-schema.ts'
import { formatDecimal } from '../parsing/format.ts'
import { amountExponents } from '../parsing/numbers/amount-words.ts'
import { printDecimal } from '../parsing/numbers/print-decimal.ts'
import { readNumeric, sampleDecimal } from '../parsing/numbers/read-numeric.ts'

/** Money has two decimals unless the question's format says more. */
const maxDecimalsOf = ({ format }: Question): number => Math.max(2, /^\d$/.test(format ?? '') ? Number(format) : 0)

export const money: AnswerKind<string> = {
  name: 'Money',
  accepts: 'an amount of money',
  read: (question, raw, context) => readNumeric(question, raw, context, maxDecimalsOf(question), amountExponents),
  print: textPrinter((question, decimal, locale) => printDecimal(question, decimal, locale, 2)),
  sample: (question) => sampleDecimal('1250', question),
  example: textPrinter((_, decimal, locale) => formatDecimal(decimal, locale, { minimumFractionDigits: 2 })),
  schema: decimalSchema,
}
