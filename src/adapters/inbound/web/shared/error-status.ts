/** Which HTTP status each error code has. */
import type { ErrorCode } from '../../../../domain/kernel/errors.ts'

/** The codes of the domain, and the two that only HTTP knows. */
export type HttpErrorCode = ErrorCode | 'method_not_allowed' | 'internal'

export const STATUS = {
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
  internal: 500,
  unavailable: 503,
} as const satisfies Readonly<Record<HttpErrorCode, number>>
