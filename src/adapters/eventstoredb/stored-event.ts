/** An event as the client gives it → as the port gives it. */
import type { AllStreamResolvedEvent, ResolvedEvent } from '@eventstore/db-client'
import type { StoredEvent } from '../../ports/event-store.ts'
import { fromClientJson } from './exact-json.ts'
import { encodePosition } from './position.ts'
import type { StreamNames } from './stream-names.ts'

/** Undefined for an event of somebody else, and for a link whose target is gone. */
export function toStoredEvent(resolved: ResolvedEvent | AllStreamResolvedEvent, names: StreamNames): StoredEvent | undefined {
  const event = resolved.event ?? resolved.link
  const stream = event === undefined ? undefined : names.ours(event.streamId)
  if (event === undefined || stream === undefined) return undefined
  return {
    stream,
    revision: Number(event.revision),
    // Reads of a stream give it too, since server 22.6.
    position: encodePosition(event.position!),
    id: event.id,
    type: event.type,
    data: fromClientJson(event.data),
    metadata: fromClientJson(event.metadata),
  }
}
