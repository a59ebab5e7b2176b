/** Limits of text length: the author's and those of the kind. */
import { countText } from '../../domain/kernel/count-text.ts'
import type { Result } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ReadContext } from '../answer-kind.ts'
import { refuse } from '../refusal.ts'
import { characterCount } from './characters.ts'

/** The author's limit, within the limit of the kind. */
export const maxLength = ({ limits }: Question, max: number): number => Math.min(limits?.max_length ?? max, max)

/** Whether the text is shorter than the author allows. */
export function isTooShort({ limits }: Question, text: string): boolean {
  const min = limits?.min_length ?? 0
  return min > 0 && characterCount(text, min) < min
}

/** Refuses a text that is too short. */
export const refuseTooShort = (question: Question, context: ReadContext): Result<never> =>
  refuse(question, context, `The answer is too short: ${neededText(question.limits?.min_length ?? 0)}.`)

const neededText = (min: number): string => `at least ${countText(min, 'character')} ${min === 1 ? 'is' : 'are'} needed`

/** A sample text cut or padded to the author's limits. */
export function sampleText(text: string, { limits = {} }: Question): string {
  const characters = Array.from(text).slice(0, limits.max_length ?? 4_000)
  return characters
    .join('')
    .trim()
    .padEnd(limits.min_length ?? 0, '·')
}
