/**
 * The codec of all events: it checks them against the catalogue, seals secret fields with the data key of their stream,
 * hashes each envelope over the stored bytes and the event before it, and signs that with the installation's MAC.
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
import { TAMPERINGS } from '../../../ports/events/findings.ts'
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
import { macOf, type EventMacs } from './event-macs.ts'
import { BadField, type SealedFieldsDeps } from './sealed-objects.ts'
import { openFields, sealFields, dropSealedFields } from './sealed-fields.ts'
import { verifyStored } from './verify-event.ts'

export interface SealedEventLogDeps extends SealedFieldsDeps {
  readonly store: EventStore
  /** Without them no MAC is written, and only open hashes are checked. */
  readonly macs?: EventMacs | undefined
}

/** An event ready to be stored. */
interface PreparedEvent {
  readonly event: AnyEvent
  readonly envelope: Envelope
  readonly storable: StorableEvent
  readonly objects: readonly string[]
}

/** What is known of a stream before the next of its events. */
interface ChainLink {
  /** The hash of the event before; undefined where that was not read. */
  readonly hash: string | undefined
  /** Whether any of those read has a MAC. */
  readonly hasMac: boolean
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
    let chain: ChainLink = { hash: undefined, hasMac: false }
    for await (const stored of this.#deps.store.readStream(stream, from)) {
      const envelope = await this.#verify(stored, chain)
      const { revision, position } = stored
      chain = { hash: envelope.hash, hasMac: chain.hasMac || envelope.mac !== undefined }
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
      const envelope = envelopeSchema.parse(this.#withMac(withHash(unhashed, text), stream, head.revision + 1 + index))
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

  #withMac(envelope: Envelope, stream: string, revision: number): Envelope {
    const { macs } = this.#deps
    if (macs?.writes() !== true) return envelope
    return { ...envelope, mac: macOf(macs.key, { stream, revision, hash: envelope.hash }) }
  }

  // ---- out

  /** The envelope of an event that is as it was recorded. Throws `TamperedEvent`. */
  async #verify(stored: StoredEvent, { hash, hasMac }: ChainLink): Promise<Envelope> {
    const { macs } = this.#deps
    const before = hash ?? (stored.revision === 0 ? '' : undefined)
    const owed = macs !== undefined && (hasMac || macs.owedAt(stored.position))
    const verified = verifyStored(stored, { key: macs?.key, owed, before })
    if ('finding' in verified) throw new TamperedEvent(verified.finding)
    const { envelope } = verified
    if (envelope.mac !== undefined) macs?.met()
    else if (macs !== undefined && before === undefined && (await this.#hasMacBefore(stored)))
      throw new TamperedEvent({ ...placeOf(stored), kind: 'mac_missing', words: TAMPERINGS.mac_missing })
    return envelope
  }

  /** Whether the event before this one has a MAC: from the first on, all of a stream owe one. */
  async #hasMacBefore({ stream, revision }: StoredEvent): Promise<boolean> {
    for await (const { metadata } of this.#deps.store.readStream(stream, revision - 1))
      return (JSON.parse(metadata) as Envelope).mac !== undefined
    return false
  }

  async #open(stored: StoredEvent, envelope: Envelope): Promise<AnyEvent> {
    const { stream, revision, id, type } = stored
    const place = { tenant: envelope.tenant, stream, id, type }
    try {
      const written = JSON.parse(stored.data) as Record<string, unknown>
      const data = await openFields(this.#deps, place, written, definitionOf(type).sealed)
      return parseEvent(type, upcast(type, envelope.version, data))
    } catch (cause) {
      if (!(cause instanceof BadField)) throw cause
      const { kind, message: words, field } = cause
      throw new TamperedEvent({ stream, revision, kind, words, field }, { cause })
    }
  }
}

const placeOf = ({ stream, revision }: StoredEvent) => ({ stream, revision })

/** An event without what is sealed in it: nothing is decrypted for read models. */
function toOpenEvent(stored: StoredEvent): RecordedOpenEvent {
  const { stream, revision, position, type } = stored
  const envelope = JSON.parse(stored.metadata) as Envelope
  const data = upcast(type, envelope.version, dropSealedFields(JSON.parse(stored.data) as Record<string, unknown>))
  // Deleting makes an object slow for good, so only where there is something to delete.
  for (const field of definitionOf(type).sealed) if (Object.hasOwn(data, field)) delete data[field]
  return { stream, revision, position, envelope, event: { type, data } as OpenEvent }
}
