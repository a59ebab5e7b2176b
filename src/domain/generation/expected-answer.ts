/** Optimistic concurrency for answers: a change names the answer that it replaces. */
import type { AnswerValue } from '../questions/answer.ts'
import { fail, type Result } from '../kernel/errors.ts'
import { wireValue } from '../interview/answer-values.ts'
import type { QuestionSlot } from '../interview/question-slot.ts'
import type { AnswerSet } from '../interview/answers.ts'

/** The revision of the answer to a question, `null` for none. */
export const answerRevision = ({ question, list, given }: QuestionSlot): number | null =>
  (question.kind === 'list' ? list?.revision : undefined) ?? given?.revision ?? null

/**
 * The answer that a change is meant to replace: the one given at the revision `replaces` (`null` for none), or the one
 * that was current when the conversation was shown at `shown_revision`. Neither: any answer.
 */
export interface ExpectedAnswer {
  readonly replaces?: number | null | undefined
  readonly shown_revision?: number | undefined
}

/** `conflict` with both values where the current answer is not the expected one. */
export function refuseStaleAnswer(
  slot: QuestionSlot,
  { replaces, shown_revision }: ExpectedAnswer,
  value: AnswerValue | undefined,
  answers: AnswerSet,
): Result<never> | undefined {
  const revision = answerRevision(slot)
  const isStale =
    replaces === undefined
      ? shown_revision !== undefined && revision !== null && revision > shown_revision
      : revision !== replaces
  if (!isStale) return undefined
  return fail('conflict', `“${slot.question.label}” was answered meanwhile. Look at both answers and choose.`, {
    field: slot.address,
    yours: value ?? null,
    current: wireValue(answers, slot) ?? null,
    revision,
    actor: slot.given?.actor,
    at: slot.given?.at,
  })
}
