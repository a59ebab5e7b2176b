/** Looks at stored events alone, without ever stopping at one. */
import { hash } from 'node:crypto'
import { z } from 'zod'
import type { StoredEvent } from '../../../ports/events/event-store.ts'
import type { CheckedEvent, CheckStoredEvent } from '../../../ports/ledger/check-event.ts'
import { verifyStored } from './verify-event.ts'

/** What a stored event says, and whether it is as it was recorded. */
export const checkStoredEvent: CheckStoredEvent = (stored) => {
  const { stream, revision } = stored
  const verified = verifyStored(stored, { key: undefined, owed: false })
  if ('envelope' in verified) {
    const { hash: own, previous_hash } = verified.envelope
    return { hash: own, previous_hash, finding: undefined }
  }
  const finding = { kind: 'changed', stream, revision, detail: verified.finding.words } as const
  return { ...whatItSays(stored), finding }
}

/** The hashes in its envelope, wrong as they may be; over all its bytes where it has none. */
function whatItSays({ id, type, metadata, data }: StoredEvent): Pick<CheckedEvent, 'hash' | 'previous_hash'> {
  const said = saidHashes.safeParse(parsed(metadata))
  return said.success
    ? said.data
    : { hash: hash('sha256', JSON.stringify([id, type, metadata, data])), previous_hash: undefined }
}

const saidHashes = z.object({ hash: z.string(), previous_hash: z.string() })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
