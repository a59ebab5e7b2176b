/** Something that follows the event log: a read model or the process manager. */
import type { Transaction } from 'kysely'
import type { RecordedOpenEvent } from './event-log.ts'
import type { ReadSchema } from '../read-models/read-schema.ts'

/** An event with its number in the log: 0, 1, 2, … over everything that subscriptions of this installation receive. */
export interface NumberedEvent extends RecordedOpenEvent {
  readonly ordinal: number
}

export interface Subscriber {
  /** The name of its checkpoint. */
  readonly name: string
  /** Raise it when the same events must give another result; a read model is then rebuilt. */
  readonly version: number
  /** It may run a moment after the events and handle more of them at once, because nothing waits for it. */
  readonly batched?: boolean
  /** Whether the event can change anything. Other events only move the checkpoint. */
  takes(event: RecordedOpenEvent['event']): boolean
  /** Writes the changes of at least one event, in log order, in the transaction that also moves the checkpoint. */
  handle(events: readonly NumberedEvent[], transaction: Transaction<ReadSchema>): Promise<void>
}
