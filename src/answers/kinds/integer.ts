/** Whole numbers. On the wire: canonical decimal strings; JSON numbers are accepted too. */
import { printAsWritten, textPrinter, type AnswerKind } from '../answer-kind.ts'
import { boundsSchema } from '../json-schema.ts'
import { numberExponents } from '../parsing/numbers/amount-words.ts'
import { printDecimal } from '../parsing/numbers/print-decimal.ts'
import { readNumeric, sampleDecimal } from '../parsing/numbers/read-numeric.ts'

export const integer: AnswerKind<string> = {
  name: 'Whole number',
  accepts: 'a whole number',
  read: (question, raw, context) => readNumeric(question, raw, context, 0, numberExponents),
  print: textPrinter((question, decimal, locale) => printDecimal(question, decimal, locale)),
  sample: (question) => sampleDecimal('12', question, 0),
  example: printAsWritten,
  schema: (question) => ({ type: ['string', 'integer'], pattern: '^-?[0-9]+$', ...boundsSchema(question) }),
}
