/** Text of several lines, plain or Markdown. */
import { ok } from '../../domain/kernel/errors.ts'
import { problemInMarkdown } from '../../rendering/markdown/markdown-answer.ts'
import { refuse, type AnswerReader } from '../refusal.ts'
import { isTooShort, maxLength, tooShort } from './text.ts'
import { readTyped } from '../parsing/typed.ts'

const MAX_LONG_TEXT = 50_000

export const readLongText: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, maxLength(question, MAX_LONG_TEXT))
  if (!typed.ok) return typed
  if (isTooShort(question, typed.value)) return tooShort(question, context)
  // What a document would refuse is refused here, while it can still be mended.
  const problem = question.format === 'markdown' ? problemInMarkdown(typed.value) : undefined
  return problem === undefined ? ok(typed.value) : refuse(question, context, problem, { reason: 'markdown' })
}
