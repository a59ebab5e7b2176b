/**
 * The codec of all events: it checks them against the catalogue, seals secret fields with the data key of their stream,
 * and hashes each envelope over the stored bytes and the event before it.
 */
import { randomUUID } from 'node:crypto'
import { v5 as uuidV5 } from 'uuid'
import { parseEvent, definitionOf, upcast, type AnyEvent, type OpenEvent } from '../../../domain/event-catalogue.ts'
import { envelopeSchema, type CommandContext, type Envelope, type RecordedEvent } from '../../../domain/kernel/event.ts'
import {
  TamperedEvent,
  type EventLog,
  type RecordedOpenEvent,
  type StreamHead,
} from '../../../ports/events/event-log.ts'
import { isStreamName } from '../shared/check-append.ts'
import {
  WrongExpectedRevision,
  type Batch,
  type EventStore,
  type Position,
  type StorableEvent,
  type StoredEvent,
  type SubscribeOptions,
} from '../../../ports/events/event-store.ts'
import { withHash } from './event-hash.ts'
import { BadField, type SealedFieldsDeps } from './sealed-objects.ts'
import { openFields, sealFields, dropSealedFields } from './sealed-fields.ts'
import { parseEnvelope, verifyEvent } from './verify-event.ts'

export interface SealedEventLogDeps extends SealedFieldsDeps {
  readonly store: EventStore
}

/** An event ready to be stored. */
interface PreparedEvent {
  readonly event: AnyEvent
  readonly envelope: Envelope
  readonly storable: StorableEvent
  readonly objects: readonly string[]
}

export class SealedEventLog implements EventLog {
  readonly #deps: SealedEventLogDeps

  constructor(deps: SealedEventLogDeps) {
    this.#deps = deps
  }

  async append(
    stream: string,
    head: StreamHead,
    events: readonly AnyEvent[],
    context: CommandContext,
  ): Promise<readonly RecordedEvent<AnyEvent>[]> {
    const prepared = await this.#prepare(stream, head, events, context)
    const expected = head.revision === -1 ? 'none' : head.revision
    try {
      const { position } = await this.#deps.store.append(
        stream,
        expected,
        prepared.map(({ storable }) => storable),
      )
      return prepared.map(({ event, envelope }, index) => ({
        stream,
        revision: head.revision + 1 + index,
        position,
        envelope,
        event,
      }))
    } catch (error) {
      if (error instanceof WrongExpectedRevision) await this.#discard(prepared)
      throw error
    }
  }

  async read(stream: string, from: number): Promise<readonly RecordedEvent<AnyEvent>[]> {
    const events: RecordedEvent<AnyEvent>[] = []
    // No store has a stream of such a name, and some would choke on it.
    if (!isStreamName(stream)) return events
    for await (const stored of this.#deps.store.readStream(stream, from)) {
      const envelope = parseEnvelope(stored)
      const before = events.at(-1)?.envelope.hash ?? (stored.revision === 0 ? '' : undefined)
      verifyEvent(stored, envelope, before)
      const { revision, position } = stored
      events.push({ stream, revision, position, envelope, event: await this.#open(stored, envelope) })
    }
    return events
  }

  async *subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch<RecordedOpenEvent>> {
    for await (const batch of this.#deps.store.subscribe(after, options))
      yield { ...batch, events: batch.events.map(toOpenEvent) }
  }

  head(): Promise<Position | undefined> {
    return this.#deps.store.head()
  }

  compare(a: Position, b: Position): number {
    return this.#deps.store.compare(a, b)
  }

  // ---- in

  async #prepare(
    stream: string,
    head: StreamHead,
    events: readonly AnyEvent[],
    context: CommandContext,
  ): Promise<readonly PreparedEvent[]> {
    // Two tries of one command are different appends: sealing is not repeatable, so the same ids would stand for other
    // bytes and another hash.
    const attempt = randomUUID()
    const prepared: PreparedEvent[] = []
    for (const [index, given] of events.entries()) {
      const { version, sealed: fields } = definitionOf(given.type)
      const event = parseEvent(given.type, given.data)
      const id = uuidV5(`${attempt}/${index}`, context.command_id)
      const place = { tenant: context.tenant, stream, id, type: event.type }
      const { data, sealed, objects } = await sealFields(this.#deps, place, event.data, fields)
      const text = JSON.stringify(data)
      const previous_hash = prepared.at(-1)?.envelope.hash ?? head.hash
      const { tenant, actor, now: at, command_id, request_digest, correlation_id, causation_id, surface } = context
      const unhashed = {
        id,
        type: event.type,
        version,
        tenant,
        actor,
        at,
        command_id,
        request_digest,
        correlation_id,
        causation_id,
        surface,
        previous_hash,
        ...(sealed ? { key_id: stream } : {}),
      }
      const envelope = envelopeSchema.parse(withHash(unhashed, text))
      prepared.push({
        event,
        envelope,
        objects,
        storable: { id, type: event.type, data: text, metadata: JSON.stringify(envelope) },
      })
    }
    return prepared
  }

  /** The large values of an append that was refused; no event names them. */
  async #discard(prepared: readonly PreparedEvent[]): Promise<void> {
    for (const key of prepared.flatMap(({ objects }) => objects)) await this.#deps.documents.delete(key)
  }

  // ---- out

  async #open(stored: StoredEvent, envelope: Envelope): Promise<AnyEvent> {
    const { stream, revision, id, type } = stored
    const place = { tenant: envelope.tenant, stream, id, type }
    const written = JSON.parse(stored.data) as Record<string, unknown>
    try {
      const data = await openFields(this.#deps, place, written, definitionOf(type).sealed)
      return parseEvent(type, upcast(type, envelope.version, data))
    } catch (cause) {
      if (!(cause instanceof BadField)) throw cause
      throw new TamperedEvent(stream, revision, cause.message, { cause, field: cause.field })
    }
  }
}

/** An event without what is sealed in it: nothing is decrypted for read models. */
function toOpenEvent(stored: StoredEvent): RecordedOpenEvent {
  const { stream, revision, position, type } = stored
  const envelope = JSON.parse(stored.metadata) as Envelope
  const data = upcast(type, envelope.version, dropSealedFields(JSON.parse(stored.data) as Record<string, unknown>))
  // Deleting makes an object slow for good, so only where there is something to delete.
  for (const field of definitionOf(type).sealed) if (Object.hasOwn(data, field)) delete data[field]
  return { stream, revision, position, envelope, event: { type, data } as OpenEvent }
}
