/** Looks at stored events alone, without ever stopping at one. */
import { hash } from 'node:crypto'
import type { StoredEvent } from '../../../ports/events/event-store.ts'
import type { CheckStoredEvent } from '../../../ports/ledger/check-event.ts'
import type { EventMacs } from './event-macs.ts'
import { verifyStored } from './verify-event.ts'

/** A check by hash and, with MACs, by those. It says what a stored event says of itself, and what is wrong with it. */
export function createEventCheck(macs: EventMacs | undefined): CheckStoredEvent {
  return (stored) => {
    const verified = verifyStored(stored, { key: macs?.key, owed: macs?.owedAt(stored.position) ?? false })
    if ('envelope' in verified) {
      const { hash, previous_hash } = verified.envelope
      return { hash, previous_hash, finding: undefined }
    }
    const { stream, revision, kind, words } = verified.finding
    return { ...saidBy(stored), finding: { kind, stream, revision, detail: words } }
  }
}

/** What the envelope of an event says that is not as it should be; a hash over all its bytes where it says none. */
function saidBy({ id, type, metadata, data }: StoredEvent): { hash: string; previous_hash: string | undefined } {
  const said = /"hash":"([0-9a-f]{64})"/.exec(metadata)?.[1]
  const previous_hash = /"previous_hash":"([0-9a-f]*)"/.exec(metadata)?.[1]
  return { hash: said ?? hash('sha256', JSON.stringify([id, type, metadata, data])), previous_hash }
}
