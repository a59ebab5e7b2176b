/** An event log on memory, and what commands give it. */
import { randomUUID } from 'node:crypto'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { eventMacs, type EventMacs } from '../../src/adapters/outbound/crypto/event-macs.ts'
import { SealedEventLog } from '../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { MemoryDataKeys } from '../doubles/memory-data-keys.ts'
import { MemoryDocumentStore } from '../../src/adapters/outbound/memory/memory-document-store.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import type { CommandContext } from '../../src/domain/kernel/event.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import type { GenerationEventData } from '../../src/domain/generation/generation-events.ts'
import type { EventStore } from '../../src/ports/events/event-store.ts'
import type { KeyRing } from '../../src/ports/keys/key-ring.ts'
import { localKeys } from './keys/master-keys.ts'

/** A log with all that stands behind it in reach; `store` replaces the one in memory. */
export async function memoryLog(store: EventStore = new MemoryEventStore()) {
  const keys = await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys())
  const documents = new MemoryDocumentStore()
  const macs = await macsFromTheBeginning(keys)
  return { store, keys, documents, macs, log: new SealedEventLog({ store, keys, documents, macs }) }
}

/** Those of an installation that has had MACs from its first event on. */
export const macsFromTheBeginning = async (keys: KeyRing): Promise<EventMacs> =>
  eventMacs(await keys.installationKey('event-macs'), () => true, true)

export function commandContext(change: Partial<CommandContext> = {}): CommandContext {
  const command_id = change.command_id ?? randomUUID()
  return {
    tenant: 'default',
    actor: 'key:1',
    surface: 'http',
    command_id,
    request_digest: 'digest',
    correlation_id: 'request-1',
    causation_id: command_id,
    now: '2026-11-21T10:00:00.000Z',
    ...change,
  }
}

export const requested = (change: Partial<GenerationEventData<'GenerationRequested'>> = {}): AnyEvent => ({
  type: 'GenerationRequested',
  data: {
    template_id: 'letter',
    template_version: 1,
    format: 'docx',
    locale: 'en-US',
    zone: 'UTC',
    idle_days: 30,
    answers: [],
    next: 'name',
    ...change,
  },
})

export const answered = (name: string, value: string, raw?: string): AnyEvent => ({
  type: 'AnswerProvided',
  data: { name, kind: 'text', value, ...(raw === undefined ? {} : { raw }), next: null },
})
