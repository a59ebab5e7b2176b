/** An event as the server gives it → as the port gives it. */
import type { Position, StoredEvent } from '../../../../ports/events/event-store.ts'
import { fromStoredJson } from './exact-json.ts'
import { positionOf } from './position.ts'
import type { ResolvedEvent, ServerEvent } from './read-messages.ts'
import type { StreamNames } from '../stream-names.ts'

/** Undefined for an event of somebody else, and for a link whose target is gone. */
export function toStoredEvent(resolved: ResolvedEvent, names: StreamNames): StoredEvent | undefined {
  const event = recordOf(resolved)
  const stream = names.fromServerName(event.stream_identifier.stream_name.toString('utf8'))
  return stream === undefined ? undefined : new ReadEvent(stream, event)
}

/** The event, or the link to one that is gone. */
export function recordOf({ event, link }: ResolvedEvent): ServerEvent {
  const record = event ?? link
  if (record === null) throw new Error('EventStoreDB sent an event without its record.')
  return record
}

/** The texts are made when they are asked for: reads of what comes next do without. */
class ReadEvent implements StoredEvent {
  readonly stream: string
  readonly revision: number
  readonly position: Position
  readonly id: string
  readonly type: string
  readonly #record: ServerEvent

  constructor(stream: string, record: ServerEvent) {
    this.stream = stream
    this.revision = Number(record.stream_revision)
    // Reads of a stream give it too, since server 22.6.
    this.position = positionOf(record)
    this.id = record.id.string
    this.type = record.metadata['type'] ?? ''
    this.#record = record
  }

  get data(): string {
    return fromStoredJson(this.#record.data)
  }

  get metadata(): string {
    return fromStoredJson(this.#record.custom_metadata)
  }
}
