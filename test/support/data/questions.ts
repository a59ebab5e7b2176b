/** Questions for tests, as short as they can be. */
import type { Condition, Question } from '../../../src/domain/questions/question.ts'

export function question(name: string, over: Partial<Question> = {}): Question {
  return { name, kind: 'text', label: name, required: true, when: [], ...over }
}

export const yesNo = (name: string, over: Partial<Question> = {}): Question =>
  question(name, { kind: 'yes_no', ...over })

export const list = (name: string, fields: readonly Question[], over: Partial<Question> = {}): Question =>
  question(name, { kind: 'list', fields, ...over })

export const when = (...conditions: readonly Condition[]): Question['when'] => [conditions]

export const isTrue = (section: string): Condition => ({ section, is: true })
export const isFalse = (section: string): Condition => ({ section, is: false })
