/** Reads what people write as values. */
import type { Result } from '../domain/kernel/errors.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import { ANSWER_KINDS } from './answer-kinds.ts'
import { readAsked } from './as-written.ts'

/**
 * Reads an answer to a question. `raw` is a JSON value or typed text; the result is in wire form (`answer.ts`), which
 * is also accepted as input. Never throws. A refusal is `invalid_answer` with a sentence that says what is accepted,
 * and `details` of `{ field, accepted, example }`, plus `readings` (wire values) where the text is ambiguous, or where
 * the kind is a guess and the words may stand as they are.
 */
export const readAnswer = (question: Question, raw: unknown, context: AnswerContext): Result<AnswerValue> =>
  readAsked(question, raw, { ...context, kinds: ANSWER_KINDS })
