/** Reads yes and no where a surface itself asks, in the same words as an answer to a yes/no question. */
import type { Question } from '../../domain/questions/question.ts'
import { readAnswer } from '../read.ts'

const QUESTION: Question = { name: 'yes or no', kind: 'yes_no', label: '', required: true, when: [] }

/** Yes or no in the words of the locale, of English, and of the languages that are understood everywhere. */
export function readYesOrNo(text: string, locale: string): boolean | undefined {
  const read = readAnswer(QUESTION, text, { now: '2026-01-01T00:00:00.000Z', zone: 'UTC', locale })
  return read.ok && typeof read.value === 'boolean' ? read.value : undefined
}
