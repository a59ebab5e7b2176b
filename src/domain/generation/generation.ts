/**
 * The generation aggregate: one conversation from the request to the delivered document. Its state and how events
 * change it.
 */
import type { AnswerValue, Erased } from '../questions/answer.ts'
import type { NotCarried } from '../interview/carry-over.ts'
import type { EventMetadata, Decider } from '../kernel/decider.ts'
import type { Delegation } from './delegation.ts'
import type { Surface } from '../kernel/event.ts'
import type { FailureReason, GenerationEvent } from './generation-events.ts'
import { isErased } from '../questions/answer.ts'
import { generationSnapshot } from './generation-snapshot.ts'
import { copyOutbox, evolveOutbox, newOutbox, type Outbox } from '../outbox/outbox.ts'
import type { ReopenReason } from '../outbox/outbox-events.ts'
import {
  copyAnswers,
  noAnswers,
  removeItem,
  setClosed,
  writeAnswer,
  writeItem,
  type AnswerSet,
  type AnswerSource,
} from '../interview/answers.ts'
import type { TemplateFormat } from '../template/template-format.ts'

export type Phase = 'asking' | 'reviewing' | 'confirmed' | 'rendered' | 'delivered' | 'failed' | 'cancelled' | 'expired'

export interface Generation {
  /** Undefined until requested. */
  readonly requester: string | undefined
  readonly tenant: string
  readonly template_id: string
  readonly template_version: number
  readonly format: TemplateFormat
  readonly locale: string
  readonly zone: string
  readonly surface: Surface
  readonly idle_days: number
  readonly copied_from: string | undefined
  /** The answers of the one it was copied from that it could not take. */
  readonly not_carried: readonly NotCarried[]
  readonly phase: Phase
  /** The address of the question due, `null` in the review; as the last event recorded it. */
  readonly next: string | null
  readonly answers: AnswerSet
  /** The revision of the last change of an answer: what a review must not be older than. */
  readonly answers_revision: number
  /** The question that the person came back to, until it is answered. */
  readonly reopened: ReopenedQuestion | undefined
  /** By the address of the question. */
  readonly delegations: Map<string, Delegation>
  /** Only where the conversation is held at a place. */
  readonly outbox: Outbox | undefined
  readonly requested_at: string
  /** When a person last did something. */
  readonly active_at: string
  readonly document: GenerationDocument | undefined
  readonly failure:
    | { readonly reason: FailureReason; readonly message: string | Erased; readonly attempts: number }
    | undefined
}

/** A question asked again. `name` is null for the review. */
export interface ReopenedQuestion {
  readonly name: string | null
  readonly reason: ReopenReason
  readonly help: number
}

/** The document: its id and name from the confirmation on, its bytes' whereabouts once it is rendered. */
export interface GenerationDocument {
  readonly id: string
  readonly file_name: string | Erased
  readonly confirmed_at: string
  /** The revision that was reviewed. */
  readonly reviewed_revision: number
  readonly made:
    | {
        readonly key: string
        readonly media_type: string
        readonly size: number
        readonly sha256: string | Erased
        readonly renderer: string
        readonly at: string
      }
    | undefined
}

export const generationDecider: Decider<Generation, GenerationEvent> = {
  initial: () => ({
    requester: undefined,
    tenant: '',
    template_id: '',
    template_version: 0,
    format: 'docx',
    locale: 'en-US',
    zone: 'UTC',
    surface: 'http',
    idle_days: 1,
    copied_from: undefined,
    not_carried: [],
    phase: 'asking',
    next: null,
    answers: noAnswers(),
    answers_revision: -1,
    reopened: undefined,
    delegations: new Map(),
    outbox: undefined,
    requested_at: '',
    active_at: '',
    document: undefined,
    failure: undefined,
  }),
  copy: (generation) => ({
    ...generation,
    answers: copyAnswers(generation.answers),
    delegations: new Map(generation.delegations),
    outbox: generation.outbox && copyOutbox(generation.outbox),
  }),
  evolve(before, event, metadata) {
    // Only what is posted compares the delegations with how they were.
    const delegations = before.outbox === undefined ? before.delegations : new Map(before.delegations)
    const after = evolveGeneration(before, event, metadata)
    if (after.outbox === undefined) return after
    return {
      ...after,
      outbox: evolveOutbox(after.outbox, event, metadata, { before: { next: before.next, delegations }, after }),
    }
  },
  snapshot: generationSnapshot,
}

function evolveGeneration(
  generation: Generation,
  event: GenerationEvent,
  { revision, envelope }: EventMetadata,
): Generation {
  const source = { revision, actor: envelope.actor, at: envelope.at }
  const { answers: sheet, delegations } = generation
  const active_at = envelope.at
  switch (event.type) {
    case 'GenerationRequested': {
      const {
        answers,
        next,
        copied_from,
        not_carried = [],
        skipped,
        open_lists,
        place,
        reminders,
        posts: _,
        ...rest
      } = event.data
      if (!isErased(answers)) writeBeginning(sheet, { answers, skipped, open_lists }, source)
      return {
        ...generation,
        ...rest,
        copied_from,
        not_carried,
        active_at,
        ...asking(next),
        answers_revision: revision,
        outbox: place === undefined || isErased(place) ? undefined : newOutbox(place, reminders ?? []),
        requester: envelope.actor,
        tenant: envelope.tenant,
        surface: envelope.surface,
        requested_at: envelope.at,
      }
    }
    case 'AnswerProvided':
      writeAnswer(sheet, event.data.name, event.data.value, source)
      close(delegations, event.data.name)
      return { ...generation, ...answered(generation, event.data, source) }
    case 'ListItemAdded':
      setClosed(sheet, event.data.name, false, revision)
      writeItem(sheet, event.data.name, isErased(event.data.value) ? undefined : event.data.value, source)
      return { ...generation, ...answered(generation, event.data, source) }
    case 'ListItemRemoved':
      removeItem(sheet, event.data.name, event.data.item, revision)
      close(delegations, `${event.data.name}.${event.data.item}`)
      return { ...generation, ...answered(generation, event.data, source) }
    case 'ListClosed':
      setClosed(sheet, event.data.name, true, revision)
      return { ...generation, ...answered(generation, event.data, source) }
    case 'QuestionSkipped':
      writeAnswer(sheet, event.data.name, undefined, source)
      close(delegations, event.data.name)
      return { ...generation, ...answered(generation, event.data, source) }
    case 'QuestionReopened': {
      const { name, reason, help, next } = event.data
      return { ...generation, active_at, ...asking(next), reopened: { name, reason, help } }
    }
    case 'QuestionDelegated': {
      const { name, to, note, next } = event.data
      delegations.set(name, { to, by: envelope.actor, note, at: envelope.at, open: true })
      return {
        ...generation,
        active_at,
        ...asking(next),
        reopened: generation.reopened?.name === name ? undefined : generation.reopened,
      }
    }
    case 'DelegationWithdrawn':
      close(delegations, event.data.name)
      return { ...generation, active_at, ...asking(event.data.next) }
    case 'CorrectionProposed':
    case 'CorrectionDismissed':
      return { ...generation, active_at }
    case 'GenerationConfirmed': {
      const { document_id: id, file_name, reviewed_revision } = event.data
      closeAll(delegations)
      return {
        ...generation,
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
      closeAll(delegations)
      return { ...generation, phase: 'cancelled' }
    case 'GenerationExpired':
      closeAll(delegations)
      return { ...generation, phase: 'expired' }
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

/**
 * What a conversation begins with: answers given, and of a copy also what was left out and which lists are not
 * complete.
 */
export function writeBeginning(
  sheet: AnswerSet,
  { answers, skipped = [], open_lists = [] }: Beginning,
  source: AnswerSource,
): void {
  for (const { name, value, copied } of answers)
    writeAnswer(sheet, name, value, copied ? { ...source, copied: true } : source)
  for (const address of skipped) writeAnswer(sheet, address, undefined, { ...source, copied: true })
  for (const address of open_lists) setClosed(sheet, address, false, source.revision)
}

export interface Beginning {
  readonly answers: readonly { readonly name: string; readonly value: AnswerValue; readonly copied: boolean }[]
  readonly skipped?: readonly string[] | undefined
  readonly open_lists?: readonly string[] | undefined
}

const asking = (next: string | null) => ({ next, phase: next === null ? 'reviewing' : 'asking' }) as const

/**
 * After a change of an answer: a question that the person came back to stays the one asked until it is answered itself.
 */
function answered(
  { reopened }: Generation,
  { name, next }: { readonly name: string; readonly next: string | null },
  { revision, at }: { readonly revision: number; readonly at: string },
): Pick<Generation, 'next' | 'phase' | 'active_at' | 'answers_revision' | 'reopened'> {
  const stays = reopened !== undefined && reopened.name !== null && reopened.name === next && reopened.name !== name
  return { ...asking(next), active_at: at, answers_revision: revision, reopened: stays ? reopened : undefined }
}

function closeAll(delegations: Map<string, Delegation>): void {
  for (const name of delegations.keys()) close(delegations, name)
}

/** Nobody else is asked for these any more: the question itself, and what lies below it. */
function close(delegations: Map<string, Delegation>, name: string): void {
  for (const [address, delegation] of delegations) {
    if (delegation.open && (address === name || address.startsWith(`${name}.`)))
      delegations.set(address, { ...delegation, open: false })
  }
}
