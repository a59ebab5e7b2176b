/** The state of a generation: one conversation from the request to the delivered document. */
import type { Erased } from '../questions/answer.ts'
import type { NotCarried } from '../interview/carry-over.ts'
import type { AnswerSet } from '../interview/answers.ts'
import type { Surface } from '../kernel/event.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { ReopenReason } from '../outbox/outbox-events.ts'
import type { TemplateFormat } from '../template/template-format.ts'
import type { Delegation } from './delegation.ts'
import type { FailureReason } from './generation-events.ts'

export type Phase = 'asking' | 'reviewing' | 'confirmed' | 'rendered' | 'delivered' | 'failed' | 'cancelled' | 'expired'

export interface Generation {
  /** Undefined until requested. */
  readonly requester: string | undefined
  readonly tenant: string
  readonly template_id: string
  readonly template_version: number
  readonly format: TemplateFormat
  /** By which answers are read, and shown to the requester. */
  readonly locale: string
  /** By which the document prints. */
  readonly document_language: string
  /** The requester chose the document's language, so that a copy keeps it. */
  readonly language_chosen: boolean
  readonly zone: string
  readonly surface: Surface
  readonly idle_days: number
  readonly copied_from: string | undefined
  /** Answers of the source generation that could not be copied. */
  readonly not_carried: readonly NotCarried[]
  readonly phase: Phase
  /** The address of the question due, as the last event recorded it; `null` in the review. */
  readonly next: string | null
  readonly answers: AnswerSet
  /**
   * The revision of the last change of what the document says: an answer, or its language. A review of an older one is
   * refused.
   */
  readonly answers_revision: number
  /** The question that was reopened, until it is answered. */
  readonly reopened: ReopenedQuestion | undefined
  /** By the address of the question. */
  readonly delegations: Map<string, Delegation>
  /** Who answers what is left, or did last; undefined where nobody was asked to. */
  readonly handed_rest: Delegation | undefined
  /** Only where the conversation is held in a channel. */
  readonly outbox: Outbox | undefined
  readonly requested_at: string
  /** When a person last did something. */
  readonly active_at: string
  /** It does not expire before, because the service did not run; undefined where it did since the last activity. */
  readonly postponed_until: string | undefined
  /** When the last event of any kind was recorded. ISO 8601 UTC. */
  readonly updated_at: string
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

/** The document. Its id and name are known from the confirmation on, `made` once it is rendered. */
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
