/** Text of several lines, plain or Markdown. */
import type { Question } from '../../domain/questions/question.ts'
import { noExample, textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { findMarkdownProblem } from '../../rendering/markdown/markdown-answer.ts'
import { refuse } from '../refusal.ts'
import { lengthsSchema } from '../json-schema.ts'
import { isTooShort, maxLength, sampleText, refuseTooShort } from '../parsing/text-length.ts'
import { readTyped } from '../parsing/typed.ts'

const MAX_LONG_TEXT = 50_000

const readLongText: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, maxLength(question, MAX_LONG_TEXT))
  if (!typed.ok) return typed
  if (isTooShort(question, typed.value)) return refuseTooShort(question, context)
  // Markdown that rendering would refuse is refused here, while the person can still correct it.
  const problem = question.format === 'markdown' ? findMarkdownProblem(typed.value) : undefined
  return problem === undefined ? ok(typed.value) : refuse(question, context, problem, { reason: 'markdown' })
}

const sampleOfLabel = ({ label, format }: Question): string =>
  format === 'markdown' ? `**«${label}»**\n\n- «${label}»` : `«${label}»\n«${label}»`

export const longText: AnswerKind<string> = {
  name: 'Long text',
  accepts: 'text, of several lines if you like',
  read: readLongText,
  print: textPrinter(({ format }, markdown) => (format === 'markdown' ? { markdown } : markdown)),
  sample: (question) => sampleText(sampleOfLabel(question), question),
  example: noExample,
  schema: (question) => ({ type: 'string', ...lengthsSchema(question) }),
}
