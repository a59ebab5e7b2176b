/** What people write → values. */
import type { Result } from '../domain/kernel/errors.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import { ANSWER_KINDS } from './answer-kinds.ts'

/**
 * Reads an answer to a question: `raw` is what came over the wire as JSON, or what a person typed, and the answer is
 * its wire form (`answer.ts`). Wire forms are read as themselves. Never throws; a refusal is `invalid_answer` with a
 * sentence that says what is accepted and `details` of `{ field, accepted, example }`, and `readings` (wire values)
 * where the answer could mean several things.
 */
export const readAnswer = (question: Question, raw: unknown, context: AnswerContext): Result<AnswerValue> =>
  ANSWER_KINDS[question.kind].read(question, raw, { ...context, kinds: ANSWER_KINDS })
