/** Decides on delegating a question to a colleague, and on withdrawing the delegation. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import { channelFlag, requireOpenSlot } from '../open-generation.ts'
import { nextAddressWith, withoutDelegation } from '../current-question.ts'
import { requireRoom } from './hand-over-rest.ts'

/** Delegates a question. The interview continues with questions that do not depend on its answer. */
export function delegateQuestion(
  command: {
    readonly name: string
    readonly to: string
    /** Whether that is who asks, under whichever id; left out: whether the ids are the same. */
    readonly to_requester?: boolean | undefined
    readonly note?: string | undefined
    /** The id of the hand-over, where the colleague is told by mail or in the console. */
    readonly hand_over?: string | undefined
    readonly by: string
    readonly now: string
  },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const { name, to, to_requester = to === state.requester, note, hand_over, by, now } = command
  const slot = requireOpenSlot(state, questionnaire, name)
  if (!slot.ok) return slot
  const { question, answered } = slot.value
  if (question.kind === 'list')
    return fail('unprocessable', `“${question.label}” is a list: hand over the questions of its items one by one.`, {
      field: name,
    })
  if (to_requester)
    return fail('unprocessable', 'This question is yours already: choose somebody else.', { field: 'to' })
  const existing = state.delegations.get(name)
  if (existing?.open === true) {
    return existing.to === to && (hand_over === undefined) === (existing.hand_over === undefined)
      ? ok([])
      : fail('conflict', `“${question.label}” is with a colleague already. Take it back first.`, {
          field: name,
          to: existing.to,
        })
  }
  if (answered) return fail('conflict', `“${question.label}” is answered already.`, { field: name })
  const room = hand_over === undefined ? ok(true as const) : requireRoom(state)
  if (!room.ok) return room
  const delegations = new Map(state.delegations).set(name, { to, by, note, at: now, open: true })
  const reopened = state.reopened?.name === name ? undefined : state.reopened
  const next = nextAddressWith({ ...state, reopened }, questionnaire, delegations)
  return ok([
    {
      type: 'QuestionDelegated',
      data: {
        name,
        to,
        ...(note === undefined ? {} : { note }),
        ...(hand_over === undefined ? {} : { hand_over }),
        next,
        ...channelFlag(state),
      },
    },
  ])
}

/** Takes the question back from the colleague. */
export function withdrawDelegation(
  { name }: { readonly name: string },
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const slot = requireOpenSlot(state, questionnaire, name)
  if (!slot.ok) return slot
  const delegation = state.delegations.get(name)
  if (delegation?.open === true) {
    const next = nextAddressWith(state, questionnaire, withoutDelegation(state.delegations, name))
    return ok([{ type: 'DelegationWithdrawn', data: { name, reason: 'withdrawn', next, ...channelFlag(state) } }])
  }
  return delegation === undefined
    ? fail('conflict', `“${slot.value.question.label}” was not handed to anybody.`, { field: name })
    : ok([])
}
