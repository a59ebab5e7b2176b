/** Distinguishes failures that an event causes from those that pass by themselves. */
import { errorMessage } from '../../domain/kernel/errors.ts'
import { classifyOutage } from '../../ports/read-models/database-outage.ts'
import { OtherEventStore, StoreUnavailable } from '../../ports/events/event-store.ts'
import { CheckpointMoved } from '../../ports/events/subscription-sessions.ts'

/**
 * Whether handling the same event again would fail again: a bug in the reduction, or a value or constraint that the
 * database refuses (SQLSTATE classes 22 and 23). Lost connections and missing tables are not caused by an event.
 */
export function isPoison(error: unknown): boolean {
  if (error instanceof CheckpointMoved || error instanceof StoreUnavailable || error instanceof OtherEventStore)
    return false
  if (classifyOutage(error) !== undefined) return false
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === undefined || (typeof code === 'string' && /^2[23]...$/.test(code))
}

/** The error message, shortened. It holds no sealed value, because read models see none. */
export const messageOf = (error: unknown): string => errorMessage(error).slice(0, 1000)
