/** Optimistic concurrency for answers: a change names the answer that it replaces. */
import type { AnswerValue } from '../questions/answer.ts'
import { fail, type Result } from '../kernel/errors.ts'
import { wireValue } from '../interview/answer-values.ts'
import { type QuestionSlot } from '../interview/question-slot.ts'
import { type AnswerSet } from '../interview/answers.ts'

/** The revision of the answer at a place, `null` for none. */
export const answerRevision = ({ question, list, given }: QuestionSlot): number | null =>
  (question.kind === 'list' ? list?.revision : undefined) ?? given?.revision ?? null

/**
 * Which answer a change is meant for: the one of a revision (`null`: none), or whatever stood when the conversation was
 * shown at a revision.
 */
export interface ExpectedAnswer {
  readonly replaces?: number | null | undefined
  readonly shown_revision?: number | undefined
}

/** 409 with both values when the answer meant is no longer the one that is there. */
export function refuseStaleAnswer(
  slot: QuestionSlot,
  { replaces, shown_revision }: ExpectedAnswer,
  yours: AnswerValue | undefined,
  answers: AnswerSet,
): Result<never> | undefined {
  const revision = answerRevision(slot)
  const overtaken =
    replaces === undefined
      ? shown_revision !== undefined && revision !== null && revision > shown_revision
      : revision !== replaces
  if (!overtaken) return undefined
  return fail('conflict', `“${slot.question.label}” was answered meanwhile. Look at both answers and choose.`, {
    field: slot.address,
    yours: yours ?? null,
    current: wireValue(answers, slot) ?? null,
    revision,
    actor: slot.given?.actor,
    at: slot.given?.at,
  })
}
