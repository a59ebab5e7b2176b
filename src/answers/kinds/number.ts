/** Numbers. On the wire: canonical decimal strings; JSON numbers are accepted too. */
import { textPrinter, type AnswerKind } from '../answer-kind.ts'
import { decimalSchema } from '../json-schema.ts'
import { formatDecimal } from '../parsing/format.ts'
import { numberExponents } from '../parsing/numbers/amount-words.ts'
import { MAX_DIGITS } from '../parsing/numbers/decimal.ts'
import { printDecimal } from '../parsing/numbers/print-decimal.ts'
import { readNumeric, sampleDecimal, type ExponentsOf } from '../parsing/numbers/read-numeric.ts'

const exponentsOrPercent: ExponentsOf = (beside, locale) =>
  beside.before === '' && beside.after === '%' ? [0] : numberExponents(beside, locale)

export const number: AnswerKind<string> = {
  name: 'Number',
  accepts: 'a number',
  read: (question, raw, context) => readNumeric(question, raw, context, MAX_DIGITS, exponentsOrPercent),
  print: textPrinter((question, decimal, locale) => printDecimal(question, decimal, locale)),
  sample: (question) => sampleDecimal('12.5', question),
  example: textPrinter((_, decimal, locale) => formatDecimal(decimal, locale)),
  schema: decimalSchema,
}
