/** Classifies errors by code and by the client's types; messages alone are too often empty, missing or wrong. */

/**
 * `wrong_revision`, `tombstoned`, `denied`, `too_large`, `bad_request`: answers that a repeat would get again.
 * `not_done`: for sure nothing was done; a repeat may succeed. `in_doubt`: only a repeat can tell.
 */
export type FailureKind =
  | 'wrong_revision'
  | 'tombstoned'
  | 'denied'
  | 'too_large'
  | 'bad_request'
  | 'not_done'
  | 'in_doubt'

/** The error for a call that never began, because there was nobody to call: nothing was done. */
export function unreached(reason: string): Error {
  return Object.assign(new Error(`No connection established: ${reason}.`), { code: UNAVAILABLE })
}

const BY_TYPE: Readonly<Record<string, FailureKind>> = {
  'wrong-expected-version': 'wrong_revision',
  'stream-deleted': 'tombstoned',
  'access-denied': 'denied',
  'maximum-append-size-exceeded': 'too_large',
  // Of one event, since server 24.10.
  'maximum-append-event-size-exceeded': 'too_large',
  'bad-request': 'bad_request',
}

/** gRPC status codes. */
const UNKNOWN = 2
const INVALID_ARGUMENT = 3
const PERMISSION_DENIED = 7
const UNAVAILABLE = 14
const UNAUTHENTICATED = 16

const NOT_HANDLED = /Server Is (Not Ready|(Too )?Busy)|No leader info available/
const NEVER_CONNECTED = /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|resolution failed|No connection established/i

export function classifyFailure(error: unknown): FailureKind {
  const { type, code, message } = errorDetails(error)
  const known = BY_TYPE[type]
  if (known !== undefined) return known
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) return 'denied'
  // A starting or busy server, or one that knows no leader, answers so to either way of appending; to a batch, without
  // a code.
  if (NOT_HANDLED.test(message)) return 'not_done'
  if (code === INVALID_ARGUMENT)
    return /^\d+ INVALID_ARGUMENT: Maximum Append/.test(message) ? 'too_large' : 'bad_request'
  // The connection was never made.
  if (code === UNAVAILABLE && NEVER_CONNECTED.test(message)) return 'not_done'
  return 'in_doubt'
}

/**
 * A read from within a record of the log: another database gave this position. A subscription fails with the same code,
 * but does not say why.
 */
export function isUnreadablePosition(error: unknown): boolean {
  const { code, message } = errorDetails(error)
  return code === UNKNOWN && message.includes('ReadAllResult')
}

export function mayBeUnreadablePosition(error: unknown): boolean {
  return errorDetails(error).code === UNKNOWN
}

/** For messages and logs: the error's name, code and text. Without an error, the server ended the call in order. */
export function describeFailure(error: unknown): string {
  if (error === undefined) return 'ended by the server'
  const { type, code, message } = errorDetails(error)
  return [type === '' ? 'error' : type, code === undefined ? '' : `code ${code}`, message]
    .filter((part) => part !== '')
    .join(', ')
}

function errorDetails(error: unknown): {
  readonly type: string
  readonly code: number | undefined
  readonly message: string
} {
  if (!(error instanceof Error)) return { type: '', code: undefined, message: String(error) }
  const { type, code } = error as { type?: unknown; code?: unknown }
  return {
    type: typeof type === 'string' ? type : '',
    code: typeof code === 'number' ? code : undefined,
    message: error.message,
  }
}
