/** The generation aggregate: one conversation from the request to the delivered document. Its state and how events change it. */
import type { Erased } from './answer.ts'
import type { Decider } from './decider.ts'
import type { Surface } from './event.ts'
import type { FailureReason, GenerationEvent } from './generation-events.ts'
import { isErased } from './answer.ts'
import { copySheet, emptySheet, removeItem, setClosed, writeAnswer, writeItem, type Sheet } from './sheet.ts'
import type { TemplateFormat } from './template-format.ts'

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
  readonly phase: Phase
  /** The address of the question due, `null` in the review; as the last event recorded it. */
  readonly next: string | null
  readonly sheet: Sheet
  readonly requested_at: string
  /** When a person last did something. */
  readonly active_at: string
  readonly document: Document | undefined
  readonly failure: { readonly reason: FailureReason; readonly message: string | Erased; readonly attempts: number } | undefined
}

/** The document: its id and name from the confirmation on, its bytes' whereabouts once it is rendered. */
export interface Document {
  readonly id: string
  readonly file_name: string | Erased
  readonly confirmed_at: string
  /** The revision that was reviewed. */
  readonly reviewed_revision: number
  readonly made:
    | { readonly key: string; readonly media_type: string; readonly size: number; readonly sha256: string | Erased; readonly renderer: string; readonly at: string }
    | undefined
}

export const generationDecider: Decider<Generation, GenerationEvent> = {
  initial: () => ({
    requester: undefined, tenant: '', template_id: '', template_version: 0, format: 'docx', locale: 'en-US', zone: 'UTC', surface: 'http',
    idle_days: 1, copied_from: undefined, phase: 'asking', next: null, sheet: emptySheet(), requested_at: '', active_at: '',
    document: undefined, failure: undefined,
  }),
  copy: (generation) => ({ ...generation, sheet: copySheet(generation.sheet) }),
  evolve(generation, event, { revision, envelope }) {
    const source = { revision, actor: envelope.actor, at: envelope.at }
    const { sheet } = generation
    switch (event.type) {
      case 'GenerationRequested': {
        const { answers, next, copied_from, ...rest } = event.data
        for (const { name, value, copied } of isErased(answers) ? [] : answers) {
          writeAnswer(sheet, name, value, copied ? { ...source, copied: true } : source)
        }
        return {
          ...generation, ...rest, copied_from, ...moved(next, envelope.at),
          requester: envelope.actor, tenant: envelope.tenant, surface: envelope.surface, requested_at: envelope.at,
        }
      }
      case 'AnswerProvided':
        writeAnswer(sheet, event.data.name, event.data.value, source)
        return { ...generation, ...moved(event.data.next, envelope.at) }
      case 'ListItemAdded':
        setClosed(sheet, event.data.name, false, revision)
        writeItem(sheet, event.data.name, isErased(event.data.value) ? undefined : event.data.value, source)
        return { ...generation, ...moved(event.data.next, envelope.at) }
      case 'ListItemRemoved':
        removeItem(sheet, event.data.name, event.data.item, revision)
        return { ...generation, ...moved(event.data.next, envelope.at) }
      case 'ListClosed':
        setClosed(sheet, event.data.name, true, revision)
        return { ...generation, ...moved(event.data.next, envelope.at) }
      case 'QuestionSkipped':
        writeAnswer(sheet, event.data.name, undefined, source)
        return { ...generation, ...moved(event.data.next, envelope.at) }
      case 'GenerationConfirmed': {
        const { document_id: id, file_name, reviewed_revision } = event.data
        return { ...generation, phase: 'confirmed', active_at: envelope.at, document: { id, file_name, reviewed_revision, confirmed_at: envelope.at, made: undefined } }
      }
      case 'DocumentRendered': {
        const { key, media_type, size, sha256, renderer } = event.data
        const made = { key, media_type, size, sha256, renderer, at: envelope.at }
        return generation.document === undefined ? generation : { ...generation, phase: 'rendered', document: { ...generation.document, made } }
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
        return { ...generation, phase: 'cancelled' }
      case 'GenerationExpired':
        return { ...generation, phase: 'expired' }
    }
  },
}

const moved = (next: string | null, at: string) =>
  ({ next, phase: next === null ? 'reviewing' : 'asking', active_at: at }) as const
