/** One line of text. */
import type { Question } from '../../domain/questions/question.ts'
import { characterCount } from '../parsing/characters.ts'
import { refuse, type AnswerReader } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

const MAX_TEXT = 4_000

export const readText: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, maxLength(question, MAX_TEXT))
  if (!typed.ok) return typed
  if (/[\n\u2028\u2029]/.test(typed.value))
    return refuse(question, context, 'The answer has several lines, but only one fits here.')
  return isTooShort(question, typed.value) ? tooShort(question, context) : typed
}

/** The author's limit, within the limit of the kind. */
export const maxLength = ({ limits }: Question, max: number): number => Math.min(limits?.max_length ?? max, max)

export function isTooShort({ limits }: Question, text: string): boolean {
  const min = limits?.min_length ?? 0
  return min > 0 && characterCount(text, min) < min
}

export const tooShort = (question: Question, context: Parameters<AnswerReader>[2]) =>
  refuse(
    question,
    context,
    `The answer is too short: at least ${String(question.limits?.min_length ?? 0)} characters are needed.`,
  )
