/**
 * What each error code means and what to do about it: for the OpenAPI document and docs/http-api.md
 * (`npm run docs:errors`).
 */
import { statusOf, type HttpErrorCode } from '../../shared/error-status.ts'

export interface CataloguedError {
  readonly code: HttpErrorCode
  readonly status: number
  readonly means: string
  readonly remedy: string
}

const TEXTS: Readonly<Record<HttpErrorCode, readonly [means: string, remedy: string]>> = {
  invalid: [
    'The request is malformed: no JSON, an unknown query parameter, a header or an id of the wrong form.',
    'Correct what `details.field` names.',
  ],
  unauthenticated: ['There is no key, or it is unknown, expired or revoked.', 'Send `Authorization: Bearer KEY`.'],
  forbidden: ['The key lacks the role or scope that the operation needs.', 'Ask an admin for a key that has it.'],
  not_found: ['There is nothing at this address that this key may see.', 'Take ids and addresses from responses.'],
  method_not_allowed: ['The address has no such method.', '`Allow` lists those that it has.'],
  conflict: [
    'Something changed meanwhile, or the state does not allow it.',
    'Read again what `message` names, and decide on what is there now. With `Retry-After`: ask again then.',
  ],
  precondition_failed: [
    '`If-Match` names a revision that is not the current one, or stands where nothing has a revision.',
    'Read again, and send the new `ETag`; leave the header out where nothing has one.',
  ],
  too_large: ['A body, a field, a file or what it would become is larger than the limit.', 'Send less.'],
  unsupported_media_type: ['The body has a type or charset that is not taken here.', '`message` names those that are.'],
  invalid_answer: [
    'Answers are of the wrong kind, out of bounds, unclear or missing.',
    'Show `message` to the person; `details.problems` has each field, `details.readings` what it could mean.',
  ],
  invalid_template: ['The file or its questions have mistakes.', 'Correct what `details` lists with its place.'],
  unprocessable: [
    'It is well formed, but cannot be done with this template, generation or body.',
    'Correct what `message` and `details.field` name.',
  ],
  idempotency_mismatch: ['The `Idempotency-Key` was used for another request.', 'Use a new key for a new request.'],
  too_many: [
    'More in a minute, or open at once, than one caller may have.',
    'Wait for `Retry-After` seconds, or end something that is open.',
  ],
  internal: ['A fault of the service.', 'Tell an operator the `request_id`.'],
  unavailable: [
    'A store cannot be reached, or the service is stopping.',
    'Send it again after `Retry-After` seconds, a change with the same `Idempotency-Key`.',
  ],
  storage_full: ['There is no room to store it.', 'Tell an operator; send it again once there is room.'],
}

/** All error codes, by status. */
export const ERROR_CATALOGUE: readonly CataloguedError[] = Object.entries(TEXTS)
  .map(([name, [means, remedy]]) => {
    const code = name as HttpErrorCode
    return { code, status: statusOf(code), means, remedy }
  })
  .sort((a, b) => a.status - b.status)

/** All error codes, for `z.enum`. */
export const ERROR_CODES = ERROR_CATALOGUE.map(({ code }) => code) as [HttpErrorCode, ...HttpErrorCode[]]
