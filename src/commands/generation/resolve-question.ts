/** Resolves the question that a command names by address or message; the current one where it names none. */
import { resolveQuestionRef, type QuestionRef } from '../../domain/generation/question-ref.ts'
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import { currentSlot } from '../../domain/generation/current-question.ts'
import type { GenerationContext } from './transact-generation.ts'

export interface ResolvedQuestion {
  readonly name: string
  readonly shown_revision?: number | undefined
}

/** `conflict` where no question is open, and for the review, which is confirmed and not answered. */
export function resolveQuestion(
  ref: QuestionRef,
  { state, questionnaire }: Pick<GenerationContext, 'state' | 'questionnaire'>,
): Result<ResolvedQuestion> {
  const resolved = resolveQuestionRef(ref, state)
  if (!resolved.ok) return resolved
  const { name = currentSlot(state, questionnaire)?.address ?? null, shown_revision } = resolved.value
  return name === null
    ? fail('conflict', 'Every question is answered: look the answers over and confirm them, or choose one to change.', {
        state: state.phase,
      })
    : ok({ name, shown_revision })
}
