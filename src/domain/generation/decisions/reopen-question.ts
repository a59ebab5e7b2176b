/** Decides on reopening a question: back, edit, repeat, help, or an answer that was not understood. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { applicableSlots } from '../../interview/interview.ts'
import type { QuestionSlot } from '../../interview/question-slot.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import { MAX_HELP, type ReopenReason } from '../../outbox/outbox-events.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, requireOpenSlot, requireOpen } from '../open-generation.ts'
import { currentSlot, nextDueAddress } from '../current-question.ts'

export interface ReopenCommand {
  readonly reason: ReopenReason
  /**
   * The address of the question, or `null` for the review. Left out, it is the current question; for `back`, the one
   * before it.
   */
  readonly name?: string | null | undefined
  /** The text that was not understood, and what is wrong with it. */
  readonly raw?: string | undefined
  readonly error?: string | undefined
}

/** Asks the question again, with more help each time it was not understood or help was requested. */
export function reopenQuestion(
  command: ReopenCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const open = requireOpen(state)
  if (!open.ok) return open
  const { reason, raw, error } = command
  const target = targetOf(command, state, questionnaire)
  if (!target.ok) return target
  const name = target.value
  const current = currentSlot(state, questionnaire)?.address ?? null
  const helpBefore =
    state.reopened !== undefined && current === name && state.reopened.name === name ? state.reopened.help : 0
  const help = reason === 'not_understood' || reason === 'help' ? Math.min(MAX_HELP, helpBefore + 1) : 0
  const said = { ...(raw === undefined ? {} : { raw }), ...(error === undefined ? {} : { error }) }
  return ok([{ type: 'QuestionReopened', data: { name, reason, help, ...said, next: name, ...channelFlag(state) } }])
}

function targetOf(
  { name, reason }: ReopenCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<string | null> {
  if (name === null) {
    const due = nextDueAddress(questionnaire, state.answers)
    return due === null
      ? ok(null)
      : fail('conflict', 'There is nothing to look over yet: some questions are still open.', { field: due })
  }
  if (name !== undefined) {
    const slot = requireOpenSlot(state, questionnaire, name)
    return slot.ok ? ok(name) : slot
  }
  const current = currentSlot(state, questionnaire)?.address ?? null
  if (reason !== 'back') return ok(current)
  const slot = slotBefore(current, state, questionnaire)
  return slot === undefined
    ? fail('unprocessable', 'This is the first question: there is nothing to go back to.')
    : ok(slot.address)
}

/** The answered question before the current one, in the order of the interview. */
function slotBefore(current: string | null, state: Generation, questionnaire: Questionnaire): QuestionSlot | undefined {
  const slots = applicableSlots(questionnaire, state.answers)
  const at = slots.findIndex(({ address }) => address === current)
  return slots.slice(0, at === -1 ? slots.length : at).findLast(({ answered }) => answered)
}
