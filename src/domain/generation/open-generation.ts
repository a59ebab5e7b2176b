/** Checks that decisions share: the generation is open, and the question or list exists. */
import { didYouMean } from '../questions/naming/did-you-mean.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Generation } from './generation.ts'
import { slotAt } from '../interview/interview.ts'
import type { QuestionSlot } from '../interview/question-slot.ts'
import type { Questionnaire } from '../interview/questionnaire.ts'
/** The flag for events of a conversation that is held in a channel (`event-fields.ts`). */
export const channelFlag = ({ outbox }: Pick<Generation, 'outbox'>): { readonly posts?: true } =>
  outbox === undefined ? {} : { posts: true }

/** `not_found` before it is requested, `conflict` once it is confirmed or ended. */
export function requireOpen(state: Generation): Result<true> {
  if (state.requester === undefined) return fail('not_found', 'There is no such generation.')
  if (state.phase === 'asking' || state.phase === 'reviewing') return ok(true)
  return fail('conflict', `${NOT_OPEN_MESSAGES[state.phase]} Start another one like it to change an answer.`, {
    state: state.phase,
  })
}

const NOT_OPEN_MESSAGES: Readonly<Record<Exclude<Generation['phase'], 'asking' | 'reviewing'>, string>> = {
  confirmed: 'The answers are confirmed and the document is being made.',
  rendered: 'The document is made.',
  delivered: 'The document is made and handed over.',
  failed: 'The answers are confirmed, but making the document failed.',
  cancelled: 'This conversation was cancelled.',
  expired: 'This conversation has expired.',
}

/** The question at an address of an open generation. */
export function requireOpenSlot(
  state: Generation,
  questionnaire: Questionnaire,
  address: string,
): Result<QuestionSlot> {
  const open = requireOpen(state)
  if (!open.ok) return open
  const slot = slotAt(questionnaire, state.answers, address)
  return slot === undefined ? refuseUnknownQuestion(address, questionnaire) : ok(slot)
}

/** `not_found` for an address that has no question, with those that are called nearly so. */
export function refuseUnknownQuestion(address: string, { questions }: Questionnaire): Result<never> {
  const field = address.slice(0, 200)
  const meant = didYouMean(
    questions.map(({ name }) => name),
    field,
  )
  return fail('not_found', `This document has no question “${field}”.${meant}`, { field })
}

/** The list at an address of an open generation; `unprocessable` for another kind of question. */
export function requireOpenList(
  state: Generation,
  questionnaire: Questionnaire,
  address: string,
): Result<QuestionSlot> {
  const slot = requireOpenSlot(state, questionnaire, address)
  if (!slot.ok || slot.value.question.kind === 'list') return slot
  return fail('unprocessable', `“${slot.value.question.label}” is not a list: answer it directly.`, { field: address })
}
