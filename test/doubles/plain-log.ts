/** An event log over any event store, without sealing and hashing: for tests of what follows the log. */
import { v5 as uuidV5 } from 'uuid'
import { definitionOf, upcast, type AnyEvent } from '../../src/domain/event-catalogue.ts'
import type { CommandContext, Envelope, RecordedEvent } from '../../src/domain/kernel/event.ts'
import type { EventLog, RecordedOpenEvent, StreamHead } from '../../src/ports/events/event-log.ts'
import type { EventStore, Position, StoredEvent, SubscribeOptions } from '../../src/ports/events/event-store.ts'

export class PlainLog implements EventLog {
  readonly store: EventStore

  constructor(store: EventStore) {
    this.store = store
  }

  async append(
    stream: string,
    tip: StreamHead,
    events: readonly AnyEvent[],
    context: CommandContext,
  ): Promise<readonly RecordedEvent<AnyEvent>[]> {
    const { now, ...rest } = context
    const envelopes = events.map(({ type }, index): Envelope => ({
      ...rest,
      id: uuidV5(String(index), context.command_id),
      type,
      version: definitionOf(type).version,
      at: now,
      hash: `${stream}:${tip.revision + 1 + index}`,
      previous_hash: tip.hash,
    }))
    const { position } = await this.store.append(
      stream,
      tip.revision === -1 ? 'none' : tip.revision,
      events.map(({ type, data }, index) => ({
        id: envelopes[index]!.id,
        type,
        data: JSON.stringify(data),
        metadata: JSON.stringify(envelopes[index]),
      })),
    )
    return events.map((event, index) => ({
      stream,
      revision: tip.revision + 1 + index,
      position,
      envelope: envelopes[index]!,
      event,
    }))
  }

  async read(stream: string, from: number): Promise<readonly RecordedEvent<AnyEvent>[]> {
    return (await Array.fromAsync(this.store.readStream(stream, from))).map(opened)
  }

  async *subscribe(after: Position | undefined, options: SubscribeOptions) {
    for await (const batch of this.store.subscribe(after, options))
      yield { ...batch, events: batch.events.map(openEvent) }
  }

  head(): Promise<Position | undefined> {
    return this.store.head()
  }

  compare(a: Position, b: Position): number {
    return this.store.compare(a, b)
  }
}

function opened({ stream, revision, position, type, data, metadata }: StoredEvent): RecordedEvent<AnyEvent> {
  const envelope = JSON.parse(metadata) as Envelope
  return {
    stream,
    revision,
    position,
    envelope,
    event: { type, data: upcast(type, envelope.version, JSON.parse(data)) } as AnyEvent,
  }
}

/** A stored event as subscriptions see it. */
export function openEvent(stored: StoredEvent): RecordedOpenEvent {
  const { event, ...rest } = opened(stored)
  const { sealed } = definitionOf(event.type)
  const data = Object.fromEntries(Object.entries(event.data).filter(([field]) => !sealed.includes(field)))
  return { ...rest, event: { type: event.type, data } as RecordedOpenEvent['event'] }
}
