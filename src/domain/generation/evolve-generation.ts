/** How each event changes the state of a generation, except its outbox (`outbox/evolve-outbox.ts`). */
import { isErased } from '../questions/answer.ts'
import type { EventMetadata } from '../kernel/decider.ts'
import { removeItem, setListClosed, writeAnswer, writeItem } from '../interview/answers.ts'
import { newOutbox } from '../outbox/outbox.ts'
import { writeInitialAnswers } from './initial-answers.ts'
import type { Delegation } from './delegation.ts'
import type { GenerationEvent } from './generation-events.ts'
import type { Generation } from './generation.ts'

/** Changes the answers and delegations in place, so the caller must own `generation`. */
export function evolveGeneration(
  generation: Generation,
  event: GenerationEvent,
  { revision, envelope }: EventMetadata,
): Generation {
  const source = { revision, actor: envelope.actor, at: envelope.at }
  const { answers, delegations } = generation
  const active_at = envelope.at
  switch (event.type) {
    case 'GenerationRequested': {
      const {
        answers: given,
        next,
        copied_from,
        not_carried = [],
        skipped,
        open_lists,
        place,
        reminders,
        document_language = event.data.locale,
        language_chosen = false,
        posts: _,
        guesses: __,
        ...rest
      } = event.data
      if (!isErased(given)) writeInitialAnswers(answers, { answers: given, skipped, open_lists, copied_from }, source)
      return {
        ...generation,
        ...rest,
        document_language,
        language_chosen,
        copied_from,
        not_carried,
        active_at,
        ...phaseForNext(next),
        answers_revision: revision,
        outbox: place === undefined || isErased(place) ? undefined : newOutbox(place, reminders ?? []),
        requester: envelope.actor,
        tenant: envelope.tenant,
        surface: envelope.surface,
        requested_at: envelope.at,
      }
    }
    case 'AnswerProvided':
      writeAnswer(answers, event.data.name, event.data.value, source)
      closeDelegations(delegations, event.data.name, 'answered')
      return { ...generation, ...changesAfterAnswer(generation, event.data, source) }
    case 'ListItemAdded':
      setListClosed(answers, event.data.name, false, revision)
      writeItem(answers, event.data.name, isErased(event.data.value) ? undefined : event.data.value, source)
      return { ...generation, ...changesAfterAnswer(generation, event.data, source) }
    case 'ListItemRemoved':
      removeItem(answers, event.data.name, event.data.item, revision)
      closeDelegations(delegations, `${event.data.name}.${event.data.item}`, 'over')
      return { ...generation, ...changesAfterAnswer(generation, event.data, source) }
    case 'ListClosed':
      setListClosed(answers, event.data.name, true, revision)
      return { ...generation, ...changesAfterAnswer(generation, event.data, source) }
    case 'QuestionSkipped':
      writeAnswer(answers, event.data.name, undefined, source)
      closeDelegations(delegations, event.data.name, 'answered')
      return { ...generation, ...changesAfterAnswer(generation, event.data, source) }
    case 'LanguageChanged': {
      const { locale = generation.locale, document_language } = event.data
      if (document_language === undefined) return { ...generation, active_at, locale }
      const chosen = { document_language, language_chosen: true, answers_revision: revision }
      return { ...generation, active_at, locale, ...chosen }
    }
    case 'QuestionReopened': {
      const { name, reason, help, next } = event.data
      return { ...generation, ...WITHOUT_DOCUMENT, active_at, ...phaseForNext(next), reopened: { name, reason, help } }
    }
    case 'QuestionDelegated': {
      const { name, to, note, hand_over, next } = event.data
      delegations.set(name, { to, by: envelope.actor, note, at: envelope.at, open: true, hand_over })
      return {
        ...generation,
        ...WITHOUT_DOCUMENT,
        active_at,
        ...phaseForNext(next),
        reopened: generation.reopened?.name === name ? undefined : generation.reopened,
      }
    }
    case 'DelegationWithdrawn':
      closeDelegations(delegations, event.data.name, 'withdrawn')
      return { ...generation, active_at, ...phaseForNext(event.data.next) }
    case 'RestDelegated': {
      const { to, note, hand_over } = event.data
      const handed_rest = { to, by: envelope.actor, note, at: envelope.at, open: true, hand_over }
      return { ...generation, active_at, handed_rest }
    }
    case 'RestWithdrawn':
      return { ...generation, active_at, handed_rest: close(generation.handed_rest, 'withdrawn') }
    case 'RestReturned':
      return { ...generation, active_at, handed_rest: close(generation.handed_rest, 'answered') }
    case 'CorrectionProposed':
    case 'CorrectionDismissed':
      return { ...generation, active_at }
    case 'GenerationConfirmed': {
      const { document_id: id, file_name, reviewed_revision } = event.data
      closeAllDelegations(delegations)
      return {
        ...generation,
        handed_rest: close(generation.handed_rest, 'over'),
        phase: 'confirmed',
        active_at,
        document: { id, file_name, reviewed_revision, confirmed_at: envelope.at, made: undefined },
      }
    }
    case 'DocumentRendered': {
      const { key, media_type, size, sha256, renderer } = event.data
      const made = { key, media_type, size, sha256, renderer, at: envelope.at }
      return generation.document === undefined
        ? generation
        : { ...generation, phase: 'rendered', document: { ...generation.document, made } }
    }
    case 'RenderingFailed': {
      const { reason, message, attempts } = event.data
      return { ...generation, phase: 'failed', failure: { reason, message, attempts } }
    }
    case 'RenderingRetried':
      return { ...generation, phase: 'confirmed', failure: undefined }
    case 'DocumentDelivered':
      return { ...generation, phase: 'delivered' }
    case 'GenerationCancelled':
      closeAllDelegations(delegations)
      return { ...generation, handed_rest: close(generation.handed_rest, 'over'), phase: 'cancelled' }
    case 'ExpiryPostponed':
      return { ...generation, postponed_until: event.data.until }
    case 'GenerationExpired':
      closeAllDelegations(delegations)
      return { ...generation, handed_rest: close(generation.handed_rest, 'over'), phase: 'expired' }
    // Events of messages change the outbox only. Listed, so that the compiler asks where a new event belongs.
    case 'QuestionAsked':
    case 'ReminderSent':
    case 'NoticePosted':
    case 'DocumentShared':
    case 'DeliveryFailed':
    case 'DeliveryUncertain':
    case 'DeliveryRetried':
      return generation
  }
}

const phaseForNext = (next: string | null) => ({ next, phase: next === null ? 'reviewing' : 'asking' }) as const

/** Whoever goes on after a document failed confirms another one. */
const WITHOUT_DOCUMENT = { document: undefined, failure: undefined } as const

/** The changes that every answer makes. A reopened question stays the current one until it is answered itself. */
function changesAfterAnswer(
  { reopened }: Generation,
  { name, next }: { readonly name: string; readonly next: string | null },
  { revision, at }: { readonly revision: number; readonly at: string },
): Pick<Generation, 'next' | 'phase' | 'active_at' | 'answers_revision' | 'reopened' | 'document' | 'failure'> {
  const staysReopened =
    reopened !== undefined && reopened.name !== null && reopened.name === next && reopened.name !== name
  return {
    ...WITHOUT_DOCUMENT,
    ...phaseForNext(next),
    active_at: at,
    answers_revision: revision,
    reopened: staysReopened ? reopened : undefined,
  }
}

type Closed = NonNullable<Delegation['closed']>

function closeAllDelegations(delegations: Map<string, Delegation>): void {
  for (const name of delegations.keys()) closeDelegations(delegations, name, 'over')
}

/** Closes the delegations of a question and of everything inside it (list items and their fields). */
function closeDelegations(delegations: Map<string, Delegation>, name: string, closed: Closed): void {
  for (const [address, delegation] of delegations) {
    if (delegation.open && (address === name || address.startsWith(`${name}.`)))
      delegations.set(address, { ...delegation, open: false, closed })
  }
}

const close = (delegation: Delegation | undefined, closed: Closed): Delegation | undefined =>
  delegation?.open === true ? { ...delegation, open: false, closed } : delegation
