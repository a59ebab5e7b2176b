/**
 * The tables of the read models, as kysely sees them. Timestamps are ISO 8601 UTC texts (they sort as they stand); counts are int4;
 * `seq` is the order in which a read model saw events (int8, a safe integer in JavaScript).
 */
import type { ColumnType } from 'kysely'

export interface ReadSchema {
  checkpoints: CheckpointsTable
  parked: ParkedTable
  templates: TemplatesTable
  generations: GenerationsTable
  audit: AuditTable
  usage: UsageTable
  funnel: FunnelTable
}

/** How far each subscription has come. */
export interface CheckpointsTable {
  name: string
  position: string
  /** How many events it has handled; with the log's count it tells the lag. */
  handled: ColumnType<number, number, number>
  updated_at: string
}

/** Events that a read model could not take: their stream waits, the rest goes on. */
export interface ParkedTable {
  subscription: string
  stream: string
  revision: number
  position: string
  error: string
  parked_at: string
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
  /** The question due, for “where people are”. */
  next: string | null
  document_id: string | null
  requested_at: string
  updated_at: string
  confirmed_at: string | null
  rendered_at: string | null
  delivered_at: string | null
  revision: number
}

export interface AuditTable {
  seq: ColumnType<number, number, never>
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

/** Counts by template and UTC day. */
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

/** Where each generation stands in its interview: the question it waits at, until it is answered or given up. */
export interface FunnelTable {
  tenant: string
  template_id: string
  template_version: number
  /** The question's name; `items.quantity` for a list's field whatever the item; empty for the review. */
  question: string
  reached: number
  passed: number
  given_up: number
}
