/** Numbers. On the wire: canonical decimal strings; JSON numbers are accepted too. */
import type { Question } from '../../domain/questions/question.ts'
import { textPrinter, type AnswerKind } from '../answer-kind.ts'
import { asksForPercentage } from '../parsing/doubts/doubts.ts'
import { decimalSchema } from '../json-schema.ts'
import { formatDecimal } from '../parsing/format.ts'
import { numberExponents } from '../parsing/numbers/amount-words.ts'
import { MAX_DIGITS } from '../parsing/numbers/decimal.ts'
import { printDecimal } from '../parsing/numbers/print-decimal.ts'
import { PERCENT, readNumeric, sampleDecimal, type ExponentsOf } from '../parsing/numbers/read-numeric.ts'

/** `5%` is 5 where a percentage is asked for; elsewhere it may also be 0.05. */
const exponentsFor =
  (question: Question): ExponentsOf =>
  (beside, locale) =>
    PERCENT.test(beside.before + beside.after)
      ? asksForPercentage(question)
        ? [0]
        : [0, -2]
      : numberExponents(beside, locale)

export const number: AnswerKind<string> = {
  name: 'Number',
  accepts: 'a number',
  read: (question, raw, context) => readNumeric(question, raw, context, MAX_DIGITS, exponentsFor(question)),
  print: textPrinter((question, decimal, locale) => printDecimal(question, decimal, locale)),
  sample: (question) => sampleDecimal('12.5', question),
  example: textPrinter((_, decimal, locale) => formatDecimal(decimal, locale)),
  schema: decimalSchema,
}
