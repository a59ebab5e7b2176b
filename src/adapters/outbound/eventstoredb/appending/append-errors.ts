/** The errors of an append, as the port names them. */
import { WrongExpectedVersionError } from '@eventstore/db-client'
import {
  InvalidAppend,
  AppendInDoubt,
  StoreUnavailable,
  WrongExpectedRevision,
  type ExpectedRevision,
} from '../../../../ports/events/event-store.ts'
import { AccessDenied, StreamTombstoned } from '../connection/errors.ts'
import { describeFailure, classifyFailure } from '../connection/failures.ts'
import { TIMED_OUT } from '../connection/timers.ts'

/** The error for an append that the server refused. */
export function toAppendError(stream: string, expected: ExpectedRevision, error: unknown): Error {
  if (error instanceof WrongExpectedVersionError)
    return new WrongExpectedRevision(stream, expected, actualRevision(error))
  return invalidAppendError(classifyFailure(error), stream, error)
}

/** A missing stream is “no_stream” here, and -1 in the answers to deletes. */
function actualRevision({ actualVersion }: WrongExpectedVersionError): ExpectedRevision {
  return typeof actualVersion === 'bigint' && actualVersion >= 0n ? Number(actualVersion) : 'none'
}

function invalidAppendError(failure: string, stream: string, error: unknown): Error {
  const cause = { cause: error }
  switch (failure) {
    case 'tombstoned':
      return new StreamTombstoned(stream, cause)
    case 'denied':
      return new AccessDenied(describeFailure(error), cause)
    case 'too_large':
      return new InvalidAppend(
        `The server takes no append as large as this one to ${stream}: raise its MaxAppendSize (and since 24.10 its ` +
          'MaxAppendEventSize) to 1 MiB.',
        cause,
      )
    default:
      return new InvalidAppend(`The server refused the append to ${stream} (${describeFailure(error)}).`, cause)
  }
}

/** The error for an append that is given up: unavailable, or in doubt. */
export function abandonedAppendError(inDoubt: boolean, message: string, error?: unknown): Error {
  const detail = error === undefined || error === TIMED_OUT ? '' : ` (${describeFailure(error)})`
  if (!inDoubt) return new StoreUnavailable(message + detail, { cause: error })
  return new AppendInDoubt(`${message} Whether the append was written is not known${detail}.`, { cause: error })
}
