/** Puts a message into the outbox. */
import type { EventMetadata } from '../kernel/decider.ts'
import type { Outbox, PendingMessage } from './outbox.ts'
import { purposeOf } from './purpose.ts'

/** What an event says of the message that it makes due; the rest has defaults. */
export type NewMessage = Pick<PendingMessage, 'about' | 'name'> & Partial<PendingMessage>

/** Adds the message at the end. It replaces a pending message that has the same purpose. */
export function enqueueMessage(outbox: Outbox, message: NewMessage, { revision, envelope }: EventMetadata): void {
  const purpose = purposeOf(message)
  const defaults = { to: undefined, since: revision, at: envelope.at, round: 0, state: 'due', help: 0 } as const
  outbox.pending.delete(purpose)
  outbox.pending.set(purpose, { ...defaults, ...message })
}
