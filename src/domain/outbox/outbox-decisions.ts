/** Records the outcome of sending a message of the outbox: sent, refused, or uncertain. */
import { ok, type Result } from '../kernel/errors.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import type { Generation } from '../generation/generation.ts'
import type { Questionnaire } from '../interview/questionnaire.ts'
import { channelFlag } from '../generation/open-generation.ts'
import { nextAddressWith, withoutDelegation } from '../generation/current-question.ts'
import type { MessageKind } from './outbox-events.ts'

/** A message without sealed content: enough to record its outcome. */
export interface MessageRecord {
  readonly id: string
  readonly about: MessageKind
  /** The address of the question; `null` for the review, and for messages about no question. */
  readonly name: string | null
  /** The recipient, where it is not the requester. */
  readonly to?: string | undefined
  /** The revision of the generation that it shows. */
  readonly revision: number
  readonly help: number
  readonly document_id?: string | undefined
}

/** `posted`: it is in the channel. `refused`: no retry would help. `uncertain`: it may be in the channel or not. */
export type SendOutcome =
  | { readonly outcome: 'posted'; readonly message: string; readonly without_buttons?: true | undefined }
  | {
      readonly outcome: 'refused'
      readonly reason: string
      readonly detail: string
      readonly attempts?: number | undefined
    }
  | { readonly outcome: 'uncertain'; readonly detail: string }

type PostedOutcome = Extract<SendOutcome, { outcome: 'posted' }>

/** Records the outcome once per message, even if the conversation has changed since. */
export function recordSendOutcome(
  message: MessageRecord,
  outcome: SendOutcome,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  if (state.outbox === undefined || state.outbox.recorded.has(message.id)) return ok([])
  const { id: post_id, about, name, help, revision: shows_revision } = message
  const sent = { post_id, shows_revision, ...(message.to === undefined ? {} : { to: message.to }) }
  const document_id = message.document_id ?? state.document?.id
  if (outcome.outcome === 'posted') return ok([sentEvent(outcome)])
  const undelivered = { ...sent, about, name, ...(document_id === undefined ? {} : { document_id }) }
  if (outcome.outcome === 'uncertain')
    return ok([{ type: 'DeliveryUncertain', data: { ...undelivered, detail: outcome.detail } }])
  const { reason, detail, attempts = 1 } = outcome
  const failed: GenerationEvent = {
    type: 'DeliveryFailed',
    data: { ...undelivered, reason, message: detail, attempts },
  }
  const delegation =
    about === 'question' && message.to !== undefined && name !== null ? state.delegations.get(name) : undefined
  if (name === null || delegation?.open !== true || delegation.to !== message.to) return ok([failed])
  // A colleague who cannot be reached will not answer: the question goes back to the requester.
  const next = nextAddressWith(state, questionnaire, withoutDelegation(state.delegations, name))
  return ok([
    failed,
    { type: 'DelegationWithdrawn', data: { name, reason: 'unreachable', next, ...channelFlag(state) } },
  ])

  function sentEvent({ message: messageRef, without_buttons }: PostedOutcome): GenerationEvent {
    switch (about) {
      case 'question':
      case 'review':
      case 'waiting':
      case 'correction':
        return {
          type: 'QuestionAsked',
          data: {
            ...sent,
            about,
            name,
            help,
            message: messageRef,
            ...(without_buttons === true ? { without_buttons } : {}),
          },
        }
      case 'reminder':
        return { type: 'ReminderSent', data: { ...sent, name, message: messageRef } }
      case 'share':
        return { type: 'DocumentShared', data: { ...sent, document_id: document_id ?? '', message: messageRef } }
      case 'document': {
        const again = state.phase === 'delivered' ? { again: true as const } : {}
        return {
          type: 'DocumentDelivered',
          data: {
            document_id: document_id ?? '',
            surface: state.surface,
            message: messageRef,
            post_id,
            shows_revision,
            ...again,
          },
        }
      }
      default:
        return { type: 'NoticePosted', data: { ...sent, about, name, message: messageRef } }
    }
  }
}
