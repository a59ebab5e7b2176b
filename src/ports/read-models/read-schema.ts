/**
 * The tables of the read models, as kysely sees them. Timestamps are ISO 8601 UTC texts (they sort as they stand).
 * No column holds an answer, a file name of a made document, or anything else that is sealed in the events.
 */
import type { ColumnType, Generated } from 'kysely'

/** An int8, as drivers give it: read it through `Number`. */
export type Int8 = ColumnType<number | string | bigint, number, number>

export interface ReadSchema {
  checkpoints: CheckpointsTable
  parked: ParkedTable
  templates: TemplatesTable
  generations: GenerationsTable
  delegated: DelegatedTable
  audit: AuditTable
  usage: UsageTable
  usage_generations: UsageGenerationsTable
  funnel: FunnelTable
  funnel_conversations: FunnelConversationsTable
  slack_inbox: SlackInboxTable
}

/** How far each subscription has come. */
export interface CheckpointsTable {
  name: string
  /** The version of the subscriber whose work this is. */
  version: number
  /** Empty at the very start. */
  position: string
  /** How many events it has handled. */
  handled: Int8
  /** Events per second when it last moved. */
  rate: number
  /** Raised when the checkpoint is moved by others than its holder, who then notices. */
  epoch: number
  updated_at: string
  /** The instance that moves it; null while none does, and for at most seconds that of an instance that was killed. */
  holder: string | null
  /** Somebody asked to have the read model rebuilt. */
  rebuild_requested: Generated<boolean>
}

/** Events that a subscriber could not take, and those of the same stream that wait behind them; the rest goes on. */
export interface ParkedTable {
  subscription: string
  stream: string
  revision: number
  /** The event's place in the log, from 0. */
  ordinal: Int8
  position: string
  /** Null for an event that only waits behind the one that failed. */
  error: string | null
  parked_at: string
  /** Somebody asked to try again. */
  retry: boolean
}

/** What came in from Slack, as far as operators see it: nothing of its content. */
export interface SlackInboxTable {
  id: string
  state: string
  error: string | null
  received_at: string
}

export interface TemplatesTable {
  tenant: string
  id: string
  name: string
  format: string
  state: string
  version: number
  published_version: number | null
  question_count: number
  created_at: string
  updated_at: string
}

export interface GenerationsTable {
  id: string
  tenant: string
  requester: string
  template_id: string
  template_version: number
  surface: string
  state: string
  /** The address of the question due, for “where people are”; null in the review and after it. */
  next: string | null
  document_id: string | null
  idle_days: number
  /** When a person last did something. */
  active_at: string
  /** It is held at a place. */
  posts: boolean
  /** JSON array: after how many days of silence the person is reminded; and how many reminders are out. */
  reminders: string
  reminded: number
  /** What was last found impossible to post, `question`, `document`, …; null for nothing. */
  undelivered: string | null
  /** When something will be due without anybody acting; null for never. */
  wakes_at: string | null
  requested_at: string
  updated_at: string
  confirmed_at: string | null
  rendered_at: string | null
  delivered_at: string | null
  revision: number
}

/** Each question that was ever handed to a colleague; whether it still is, its generation says. */
export interface DelegatedTable {
  /** The generation. */
  id: string
  name: string
  tenant: string
  delegate: string
  at: string
}

export interface AuditTable {
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
}

/** Counts by template and UTC day on which it happened. */
export interface UsageTable {
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

/** Which template a generation is of: later events do not say it. */
export interface UsageGenerationsTable {
  id: string
  template_id: string
}

/**
 * How many conversations came to each question, went on from it, or were given up there. Those that wait there now are
 * the rest.
 */
export interface FunnelTable {
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

/** Each open conversation: where it waits, and where it has been. */
export interface FunnelConversationsTable {
  id: string
  template_id: string
  template_version: number
  waits_at: string
  /** JSON array of the questions it has reached. */
  reached: string
}
