/** Decides on what became of a message of the outbox: sent, refused, or nobody can tell. */
import { ok, type Result } from '../kernel/errors.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import type { Generation } from '../generation/generation.ts'
import type { Questionnaire } from '../interview/questionnaire.ts'
import { channelFlag } from '../generation/open-generation.ts'
import { nextAddressWith, withoutDelegation } from '../generation/current-question.ts'
import type { MessageKind } from './outbox-events.ts'

/** A post without anything that is sealed: enough to record what became of it. */
export interface MessageRecord {
  readonly id: string
  readonly about: MessageKind
  /** The address of the question; `null` for the review, and where it is about none. */
  readonly name: string | null
  /** To whom, when not to the requester. */
  readonly to?: string | undefined
  /** The revision of the generation that it shows. */
  readonly revision: number
  readonly help: number
  readonly document_id?: string | undefined
}

/**
 * What became of a post: it is out as a message; it cannot be posted, however often it is tried; or nobody can tell.
 */
export type SendOutcome =
  | { readonly outcome: 'posted'; readonly message: string }
  | {
      readonly outcome: 'refused'
      readonly reason: string
      readonly detail: string
      readonly attempts?: number | undefined
    }
  | { readonly outcome: 'uncertain'; readonly detail: string }

/** Records what became of a post; once, whatever has happened to the conversation meanwhile. */
export function recordMessage(
  post: MessageRecord,
  outcome: SendOutcome,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  if (state.outbox === undefined || state.outbox.recorded.has(post.id)) return ok([])
  const { id: post_id, about, name, help, revision: shows_revision } = post
  const posted = { post_id, shows_revision, ...(post.to === undefined ? {} : { to: post.to }) }
  const document_id = post.document_id ?? state.document?.id
  if (outcome.outcome === 'posted') return ok([sentEvent(outcome.message)])
  const undelivered = { ...posted, about, name, ...(document_id === undefined ? {} : { document_id }) }
  if (outcome.outcome === 'uncertain')
    return ok([{ type: 'DeliveryUncertain', data: { ...undelivered, detail: outcome.detail } }])
  const { reason, detail, attempts = 1 } = outcome
  const failed: GenerationEvent = {
    type: 'DeliveryFailed',
    data: { ...undelivered, reason, message: detail, attempts },
  }
  const delegation =
    about === 'question' && post.to !== undefined && name !== null ? state.delegations.get(name) : undefined
  if (name === null || delegation?.open !== true || delegation.to !== post.to) return ok([failed])
  // A colleague who cannot be reached will not answer: the question goes back to the person.
  const next = nextAddressWith(state, questionnaire, withoutDelegation(state.delegations, name))
  return ok([
    failed,
    { type: 'DelegationWithdrawn', data: { name, reason: 'unreachable', next, ...channelFlag(state) } },
  ])

  function sentEvent(message: string): GenerationEvent {
    switch (about) {
      case 'question':
      case 'review':
      case 'waiting':
      case 'correction':
        return { type: 'QuestionAsked', data: { ...posted, about, name, help, message } }
      case 'reminder':
        return { type: 'ReminderSent', data: { ...posted, name, message } }
      case 'share':
        return { type: 'DocumentShared', data: { ...posted, document_id: document_id ?? '', message } }
      case 'document': {
        const again = state.phase === 'delivered' ? { again: true as const } : {}
        return {
          type: 'DocumentDelivered',
          data: { document_id: document_id ?? '', surface: state.surface, message, post_id, shows_revision, ...again },
        }
      }
      default:
        return { type: 'NoticePosted', data: { ...posted, about, name, message } }
    }
  }
}
