/** Amounts of money. A currency may be written with the amount and is dropped, because the template states it. */
import type { Question } from '../../domain/questions/question.ts'
import { textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { decimalSchema } from '../json-schema.ts'
import { formatDecimal } from '../parsing/format.ts'
import { regionOf } from '../parsing/locale.ts'
import { amountExponents } from '../parsing/numbers/amount-words.ts'
import { asksFor, splitAside } from '../parsing/numbers/asides.ts'
import { decimalsOf } from '../parsing/numbers/decimal.ts'
import { printDecimal } from '../parsing/numbers/print-decimal.ts'
import { readNumeric, sampleDecimal } from '../parsing/numbers/read-numeric.ts'
import { refuseDoubtful } from '../refusal.ts'

/** Money has two decimals unless the question's format says more. */
const maxDecimalsOf = ({ format }: Question): number => Math.max(2, /^\d$/.test(format ?? '') ? Number(format) : 0)

/** Regions whose currency has no hundredths (ISO 4217): whole amounts print without decimals. */
const WITHOUT_CENTS = new Set(
  'BF BI BJ CF CG CI CL CM DJ GA GN GQ GW IS JP KM KR ML NC NE PF PY RW SN TD TG UG VN VU WF'.split(' '),
)

const minDecimalsIn = (locale: string, decimal: string): number =>
  WITHOUT_CENTS.has(regionOf(locale)) && decimalsOf(decimal) === 0 ? 0 : 2

/** Words such as “per month” or “TTC” say more than an amount, so they are asked unless the question says them too. */
const readMoney: AnswerReader<string> = (question, raw, context) => {
  const read = (written: unknown) => readNumeric(question, written, context, maxDecimalsOf(question), amountExponents)
  const split = typeof raw === 'string' && context.form !== 'wire' ? splitAside(raw) : undefined
  if (split === undefined) return read(raw)
  const amount = read(split.amount)
  if (!amount.ok || asksFor(question, split)) return amount
  return refuseDoubtful(question, context, String(raw), {
    wire: amount.value,
    shown: formatDecimal(amount.value, context.locale, { minimumFractionDigits: 2 }),
  })
}

export const money: AnswerKind<string> = {
  name: 'Money',
  accepts: 'an amount of money',
  read: readMoney,
  print: textPrinter((question, decimal, locale) =>
    printDecimal(question, decimal, locale, minDecimalsIn(locale, decimal)),
  ),
  sample: (question) => sampleDecimal('1250', question),
  example: textPrinter((_, decimal, locale) =>
    formatDecimal(decimal, locale, { minimumFractionDigits: minDecimalsIn(locale, decimal) }),
  ),
  schema: decimalSchema,
}
