/** One line of text. */
import { printAsWritten, noExample, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { refuse } from '../refusal.ts'
import { lengthsSchema } from '../json-schema.ts'
import { isTooShort, maxLength, sampleText, refuseTooShort } from '../parsing/text-length.ts'
import { readTyped } from '../parsing/typed.ts'

const MAX_TEXT = 4_000

const readText: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, maxLength(question, MAX_TEXT))
  if (!typed.ok) return typed
  if (/[\n\u2028\u2029]/.test(typed.value))
    return refuse(question, context, 'The answer has several lines, but only one fits here.')
  return isTooShort(question, typed.value) ? refuseTooShort(question, context) : typed
}

export const text: AnswerKind<string> = {
  name: 'Text',
  accepts: 'one line of text',
  read: readText,
  print: printAsWritten,
  sample: (question) => sampleText(`«${question.label}»`, question),
  example: noExample,
  schema: (question) => ({ type: 'string', ...lengthsSchema(question), pattern: '^[^\\r\\n]*$' }),
}
