/** Checks that a stored event is as it was recorded, and where it was recorded. */
import { envelopeSchema, type Envelope } from '../../../domain/kernel/event.ts'
import { TamperedEvent } from '../../../ports/events/event-log.ts'
import type { StoredEvent } from '../../../ports/events/event-store.ts'
import { hashEvent } from './event-hash.ts'

/** The envelope of a stored event. Throws `TamperedEvent` for one that does not fit its schema. */
export function parseEnvelope(stored: StoredEvent): Envelope {
  const envelope = envelopeSchema.safeParse(JSON.parse(stored.metadata))
  if (envelope.success) return envelope.data
  throw new TamperedEvent(
    stored.stream,
    stored.revision,
    `its envelope is not one of ours at “${envelope.error.issues[0]?.path.join('.')}”`,
  )
}

/** Throws `TamperedEvent` unless the event is as it was recorded, and where it was recorded. */
export function verifyEvent(stored: StoredEvent, envelope: Envelope, before: string | undefined): void {
  const { stream, revision, id, type, data } = stored
  if (envelope.id !== id || envelope.type !== type)
    throw new TamperedEvent(stream, revision, 'its envelope is that of another event')
  if (hashEvent(envelope, data) !== envelope.hash)
    throw new TamperedEvent(stream, revision, 'its hash is not that of its bytes')
  if (before !== undefined && envelope.previous_hash !== before)
    throw new TamperedEvent(stream, revision, 'it does not follow the event before it')
}
