/** Amounts of money. A currency may be written with them and is let go: the template says which one it is. */
import type { Question } from '../domain/question.ts'
import { readNumeric } from './number.ts'
import type { Reader } from './refusal.ts'

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()))
const NAMES: ReadonlySet<string> = new Set([
  'euro', 'euros', 'dollar', 'dollars', 'pound', 'pounds', 'pfund', 'franken', 'francs', 'franc', 'fr', 'sfr', 'yen', 'rupees', 'rs',
  'kr', 'kronor', 'kroner', 'zł', 'kč', 'ft', 'lei',
])

/** Money has two decimals unless the question's format says more. */
const moneyDecimals = ({ format }: Question): number => Math.max(2, /^\d$/.test(format ?? '') ? Number(format) : 0)

export const readMoney: Reader<string> = (question, raw, context) =>
  readNumeric(question, raw, context, moneyDecimals(question), (before, after) => isCurrency(before) && (isCurrency(after) || /^[.,]--?$/.test(after)))

/** Nothing, `€`, `US$`, `EUR`, `euros`, `Fr.` */
function isCurrency(text: string): boolean {
  const name = text.toLowerCase().replace(/\.$/, '').trim()
  return name === '' || CODES.has(name) || NAMES.has(name) || /^\p{L}{0,3}\p{Sc}$/u.test(name)
}
