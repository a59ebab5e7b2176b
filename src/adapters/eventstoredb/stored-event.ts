/** An event as the client gives it → as the port gives it. */
import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client'
import type { ParsedEvent, Position, StoredEvent } from '../../ports/event-store.ts'
import { fromClientJson, readByClient } from './exact-json.ts'
import { encodePosition } from './position.ts'
import type { StreamNames } from './stream-names.ts'

/** Undefined for an event of somebody else, and for a link whose target is gone. */
export function toStoredEvent(resolved: ResolvedEvent | AllStreamResolvedEvent, names: StreamNames): StoredEvent | undefined {
  const event = resolved.event ?? resolved.link
  const stream = event === undefined ? undefined : names.ours(event.streamId)
  return event === undefined || stream === undefined ? undefined : new ReadEvent(stream, event)
}

type ClientEvent = NonNullable<(ResolvedEvent | AllStreamResolvedEvent)['event' | 'link']>

/** The texts are made when they are asked for: read models do without. */
class ReadEvent implements StoredEvent {
  readonly stream: string
  readonly revision: number
  readonly position: Position
  readonly id: string
  readonly type: string
  readonly #data: unknown
  readonly #metadata: unknown

  constructor(stream: string, { revision, position, id, type, data, metadata }: ClientEvent) {
    this.stream = stream
    this.revision = Number(revision)
    // Reads of a stream give it too, since server 22.6.
    this.position = encodePosition(position!)
    this.id = id
    this.type = type
    this.#data = data
    this.#metadata = metadata
  }

  get data(): string {
    return fromClientJson(this.#data)
  }

  get metadata(): string {
    return fromClientJson(this.#metadata)
  }

  get parsed(): ParsedEvent | undefined {
    const [data, metadata] = [readByClient(this.#data), readByClient(this.#metadata)]
    return data === undefined || metadata === undefined ? undefined : { data, metadata }
  }
}
