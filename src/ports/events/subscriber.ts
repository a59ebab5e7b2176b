/** Something that follows the event log: a read model, the process manager. */
import type { Transaction } from 'kysely'
import type { RecordedOpenEvent } from './event-log.ts'
import type { ReadSchema } from '../read-models/read-schema.ts'

/**
 * An event with its place in the log as this installation counts it: 0, 1, 2, … over everything a subscription was
 * given.
 */
export interface NumberedEvent extends RecordedOpenEvent {
  readonly ordinal: number
}

export interface Subscriber {
  /** Under which its checkpoint is kept. */
  readonly name: string
  /** Raised when the same events must give something else; a read model is then rebuilt. */
  readonly version: number
  /** Nothing waits for it: it may come a moment after the events, and take more of them at once. */
  readonly batched?: boolean
  /** Whether the event can change anything here; all others only move the checkpoint. */
  takes(event: RecordedOpenEvent['event']): boolean
  /**
   * Writes what the events change, in the transaction that also moves the checkpoint. In the log's order, at least one,
   * all of them taken.
   */
  handle(events: readonly NumberedEvent[], transaction: Transaction<ReadSchema>): Promise<void>
}
