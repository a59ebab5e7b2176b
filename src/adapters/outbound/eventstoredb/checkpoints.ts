/**
 * Whether a checkpoint belongs to this database. The server itself would follow from a place beyond its end in silence,
 * and deliver what comes later.
 */
import type { Position } from '../../../ports/events/event-store.ts'
import { ForeignPosition } from './connection/errors.ts'
import { decodePosition, START_POSITION } from './reading/position.ts'
import type { RetryingReader } from './reading/reader.ts'

/** Throws `ForeignPosition` when the position lies beyond the end of `$all`. */
export async function assertNotBeyondEnd(reader: RetryingReader, position: Position): Promise<void> {
  const { commit } = decodePosition(position)
  if (commit === 0n) return
  const [last] = await reader.readAllBackwards(undefined, 1)
  const end = decodePosition(last?.position ?? START_POSITION).commit
  if (commit > end) throw new ForeignPosition(position, `lies beyond the end of the event store (${end})`)
}

/** Throws `ForeignPosition` when the position is none at which the server has a record. */
export async function assertReadable(reader: RetryingReader, position: Position): Promise<void> {
  if (!(await reader.isReadable(position))) throw new ForeignPosition(position, 'is not one of this event store')
}
