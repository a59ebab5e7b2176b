/**
 * The tables of the read models, for kysely. Timestamps are ISO 8601 UTC texts, which sort correctly. No column holds
 * an answer, the file name of a made document, or anything else that is sealed in the events.
 */
import type { ColumnType, Generated } from 'kysely'
import type { LedgerSchema } from '../ledger/ledger-schema.ts'

/** An int8 as drivers return it: convert it with `Number`. */
export type Int8 = ColumnType<number | string | bigint, number, number>

export interface ReadSchema extends LedgerSchema {
  checkpoints: CheckpointColumns
  parked: ParkedColumns
  templates: TemplateColumns
  template_access: TemplateAccessTable
  generations: GenerationColumns
  delegated: DelegatedColumns
  audit: AuditColumns
  audit_generations: AuditGenerationsTable
  usage: UsageColumns
  usage_generations: UsageGenerationColumns
  funnel: FunnelColumns
  funnel_conversations: FunnelConversationColumns
  guesses: GuessesTable
  guesses_generations: GuessesGenerationsTable
  slack_inbox: SlackInboxColumns
}

/** How far each subscription has come. */
export interface CheckpointColumns {
  name: string
  /** The version of the subscriber that wrote it. */
  version: number
  /** Empty at the start. */
  position: string
  /** The number of events handled. */
  handled: Int8
  /** Events per second when it last moved. */
  rate: number
  /** Incremented when somebody else moves the checkpoint, so that its holder notices. */
  epoch: number
  updated_at: string
  /** The instance that runs it; null while none does. After a kill it may be outdated for some seconds. */
  holder: string | null
  /** A rebuild was requested. */
  rebuild_requested: Generated<boolean>
}

/** Events that a subscriber could not process, and later events of the same stream that wait behind them. */
export interface ParkedColumns {
  subscription: string
  stream: string
  revision: number
  /** The event's place in the log, from 0. */
  ordinal: Int8
  position: string
  /** Null for an event that waits behind the failed one. */
  error: string | null
  parked_at: string
  /** A retry was requested. */
  retry: boolean
}

/** Items of the Slack inbox without their content, as operators see them. */
export interface SlackInboxColumns {
  id: string
  state: string
  error: string | null
  received_at: string
}

export interface TemplateColumns {
  tenant: string
  id: string
  name: string
  format: string
  state: string
  version: number
  published_version: number | null
  /** Of the latest version's documents: the author's word, and what the file says. */
  language: string | null
  file_language: string | null
  question_count: number
  created_at: string
  updated_at: string
}

/**
 * Who may do what with a template. `…_by` is null for everybody, otherwise a JSON array of `person ID` and
 * `group NAME`.
 */
export interface TemplateAccessTable {
  tenant: string
  template_id: string
  /** Who registered it, and whether they may edit it though they are not named. */
  maker: string
  maker_edits: boolean
  use_by: string | null
  edit_by: string | null
  see_by: string | null
}

export interface GenerationColumns {
  id: string
  tenant: string
  requester: string
  template_id: string
  template_version: number
  surface: string
  state: string
  /** The address of the question due; null in the review and after it. */
  next: string | null
  document_id: string | null
  idle_days: number
  /** When a person last did something. */
  active_at: string
  /** It is held in a channel. */
  posts: boolean
  /** JSON array of the days of silence after which the person is reminded. */
  reminders: string
  reminded: number
  /** When the question or a reminder was sent last. */
  asked_at: string | null
  /** It does not expire before, because the service did not run. */
  postponed_until: string | null
  /** The kind of message that last failed or is uncertain, `question`, `document`, …; null for none. */
  undelivered: string | null
  /** When the process manager must look at it next; null for never. */
  wakes_at: string | null
  requested_at: string
  updated_at: string
  confirmed_at: string | null
  rendered_at: string | null
  delivered_at: string | null
  revision: number
}

/** Questions that were delegated, until their conversation ends. The generation knows whether one still is. */
export interface DelegatedColumns {
  /** The generation. */
  id: string
  /** Empty for the rest of the conversation. */
  name: string
  tenant: string
  delegate: string
  at: string
}

export interface AuditColumns {
  /** The event's place in the log, from 0. */
  seq: Int8
  id: string
  stream: string
  revision: number
  tenant: string
  type: string
  version: number
  actor: string
  surface: string
  at: string
  command_id: string
  correlation_id: string
  causation_id: string
  hash: string
  /** JSON text of the event's open fields. */
  data: string
  /** The template that it is about, also where only its generation is named. */
  template: string | null
  /** The generation that it happened to, or that somebody looked at. */
  generation: string | null
  /** The actor id of whom it is about; null where that is who did it. */
  concerns: string | null
}

/** The template of each generation, which later events do not name. */
export interface AuditGenerationsTable {
  id: string
  template: string
}

/** Counts by template and by the UTC day of the event. */
export interface UsageColumns {
  tenant: string
  template_id: string
  day: string
  requested: number
  confirmed: number
  rendered: number
  delivered: number
  failed: number
  cancelled: number
  expired: number
}

/** The template of each generation, which later events do not name. */
export interface UsageGenerationColumns {
  id: string
  template_id: string
}

/** How many conversations reached each question, passed it, or were given up there. The rest are at it now. */
export interface FunnelColumns {
  tenant: string
  template_id: string
  template_version: number
  /** The question's name; `items.quantity` for a list's field whatever the item; empty for the review. */
  question: string
  reached: number
  passed: number
  given_up: number
  /** Answers that were not understood there. */
  not_understood: number
}

/** Each open conversation: where it is, and which questions it reached. */
export interface FunnelConversationColumns {
  id: string
  template_id: string
  template_version: number
  waits_at: string
  /** JSON array of the questions it has reached. */
  reached: string
}

/** How often each question was answered, and how often with words that stand as written. */
export interface GuessesTable {
  tenant: string
  template_id: string
  /** The question's name; `items.quantity` for a list's field whatever the item. */
  question: string
  answers: number
  as_written: number
}

/** The template of each generation, which later events do not name. */
export interface GuessesGenerationsTable {
  id: string
  template_id: string
}
