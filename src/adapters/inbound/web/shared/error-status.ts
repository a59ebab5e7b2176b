/** The HTTP status of each error code, for the API and the console. */
import type { DomainError, ErrorCode } from '../../../../domain/kernel/errors.ts'

/** The codes of the domain, and the two that only HTTP knows. */
export type HttpErrorCode = ErrorCode | 'method_not_allowed' | 'internal'

const STATUS_BY_CODE = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  invalid_answer: 422,
  invalid_template: 422,
  unprocessable: 422,
  idempotency_mismatch: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
  storage_full: 507,
} as const satisfies Readonly<Record<HttpErrorCode, number>>

/** The HTTP status of an error code. */
export const statusOf = <C extends HttpErrorCode>(code: C): (typeof STATUS_BY_CODE)[C] => STATUS_BY_CODE[code]

/** Seconds after which a client may try again when a store is down: the `Retry-After` of a 503. */
export const RETRY_AFTER_S = '5'

/** The `Retry-After` of a 429: seconds. */
export const retryAfter = ({ details }: Pick<DomainError, 'details'>): string => {
  const after = details?.['retry_after_s']
  return typeof after === 'number' ? String(after) : '10'
}
