/** Decides on corrections: a changed answer is proposed, then accepted or dismissed. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { isErased, type AnswerValue } from '../../questions/answer.ts'
import { wireValue } from '../../interview/answer-values.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, requireOpenSlot, requireOpen } from '../open-generation.ts'
import { answerRevision } from '../expected-answer.ts'
import { provideAnswer } from './answer-question.ts'

/** Proposes the change when a message was edited after it had answered a question. */
export function proposeCorrection(
  command: { readonly name: string; readonly value: AnswerValue; readonly raw?: string | undefined },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const { name, value, raw } = command
  const slot = requireOpenSlot(state, questionnaire, name)
  if (!slot.ok) return slot
  if (!slot.value.answered || state.outbox === undefined) return provideAnswer(command, state, questionnaire)
  const correction = state.outbox.corrections.get(name)
  if (isSameValue(wireValue(state.answers, slot.value), value))
    return ok(correction === undefined ? [] : [{ type: 'CorrectionDismissed', data: { name } }])
  if (correction !== undefined && isSameValue(correction.value, value)) return ok([])
  const said = raw === undefined ? {} : { raw }
  return ok([
    {
      type: 'CorrectionProposed',
      data: { name, value, ...said, replaces: answerRevision(slot.value), ...channelFlag(state) },
    },
  ])
}

/** Accepts or dismisses a proposed correction. */
export function settleCorrection(
  command: { readonly name: string; readonly accept: boolean },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const open = requireOpen(state)
  if (!open.ok) return open
  const { name, accept } = command
  const correction = state.outbox?.corrections.get(name)
  if (correction === undefined || isErased(correction.value))
    return fail('conflict', 'There is no change to decide on any more.', { field: name.slice(0, 200) })
  if (!accept) return ok([{ type: 'CorrectionDismissed', data: { name } }])
  const { value, raw, replaces } = correction
  return provideAnswer({ name, value, raw, replaces }, state, questionnaire)
}

const isSameValue = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
