/** Amounts of money. A currency may be written with them and is let go: the template says which one it is. */
import type { Question } from '../../domain/questions/question.ts'
import { amountExponents } from '../parsing/numbers/amount-words.ts'
import { readNumeric } from './number.ts'
import type { AnswerReader } from '../refusal.ts'

/** Money has two decimals unless the question's format says more. */
const moneyDecimals = ({ format }: Question): number => Math.max(2, /^\d$/.test(format ?? '') ? Number(format) : 0)

export const readMoney: AnswerReader<string> = (question, raw, context) =>
  readNumeric(question, raw, context, moneyDecimals(question), amountExponents)
