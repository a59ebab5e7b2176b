/** Looks at stored events alone, without ever stopping at one. */
import { hash } from 'node:crypto'
import { errorMessage } from '../../../domain/kernel/errors.ts'
import { TamperedEvent } from '../../../ports/events/event-log.ts'
import type { CheckStoredEvent } from '../../../ports/ledger/check-event.ts'
import { parseEnvelope, verifyEvent } from './verify-event.ts'

/** What a stored event says, and whether it is as it was recorded. */
export const checkStoredEvent: CheckStoredEvent = (stored) => {
  const { stream, revision } = stored
  try {
    const envelope = parseEnvelope(stored)
    const said = { hash: envelope.hash, previous_hash: envelope.previous_hash }
    try {
      verifyEvent(stored, envelope, undefined)
      return { ...said, finding: undefined }
    } catch (error) {
      return { ...said, finding: { kind: 'changed', stream, revision, detail: detailOf(error) } }
    }
  } catch (error) {
    const bytes = hash('sha256', JSON.stringify([stored.id, stored.type, stored.metadata, stored.data]))
    const finding = { kind: 'changed', stream, revision, detail: detailOf(error) } as const
    return { hash: bytes, previous_hash: undefined, finding }
  }
}

/** What does not parse is said without its text, which may hold a person's words. */
const detailOf = (error: unknown): string =>
  error instanceof TamperedEvent ? errorMessage(error) : 'Its envelope is no JSON.'
