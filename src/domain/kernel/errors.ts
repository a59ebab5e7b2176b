/**
 * Errors as values. A decision that refuses returns one; the domain never throws for a caller's mistake.
 * Adapters translate `code` into a status or an exit code (`adapters/inbound/web` and `adapters/inbound/cli`).
 */

const ERROR_CODES = [
  'invalid', // the request itself is malformed (400)
  'invalid_answer', // an answer of the wrong kind or out of bounds (422)
  'invalid_template', // a template with mistakes (422)
  'unprocessable', // well-formed, but not possible for this template or generation (422)
  'idempotency_mismatch', // the same key with another body (422)
  'unauthenticated', // (401)
  'forbidden', // (403)
  'not_found', // (404)
  'conflict', // changed meanwhile, or wrong state (409)
  'precondition_failed', // a stale If-Match (412)
  'too_large', // (413)
  'unsupported_media_type', // (415)
  'too_many', // more at once or in a minute than one caller may have (429)
  'unavailable', // a store is down; try again (503)
  'storage_full', // no room to store it (507)
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** What went wrong: a code, a sentence that says what to do, and details such as the field, the part or both values. */
export interface DomainError {
  readonly code: ErrorCode
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>> | undefined
}

export type Result<T, E = DomainError> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** A result with a value. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })

/** A result with an error. */
export const fail = (code: ErrorCode, message: string, details?: Readonly<Record<string, unknown>>): Result<never> => ({
  ok: false,
  error: details === undefined ? { code, message } : { code, message, details },
})

/** One of several mistakes that are told at once. */
export interface ToldMistake {
  readonly field: string
  readonly code: ErrorCode
  readonly message: string
  readonly details?: DomainError['details']
}

/** How many mistakes a message spells out; the details have all. */
const MAX_TOLD = 20

/**
 * All mistakes at once: one is told as it is; several with the code of the first, each with its field in the message
 * and in `details.problems`. `what` says what does not fit: “answers”.
 */
export function failAll(errors: readonly DomainError[], what: string): Result<never> {
  const problems = errors.flatMap(problemsOf)
  const [first] = errors
  if (first === undefined) throw new Error('There is no mistake to tell.')
  if (problems.length === 1) return { ok: false, error: first }
  const told = problems
    .slice(0, MAX_TOLD)
    .map(({ field, message }) => (field === '' ? message : lineOf(field, message)))
  const more = problems.length > MAX_TOLD ? [`… and ${problems.length - MAX_TOLD} more.`] : []
  // What the first one could mean is offered with it alone, not for all.
  const { readings: _, written: __, ...details } = first.details ?? {}
  return fail(first.code, [`${problems.length} ${what} do not fit.`, ...told, ...more].join('\n'), {
    ...details,
    field: problems[0]?.field,
    problems,
  })
}

/** The mistakes in an error: those it was made of, or itself. */
export function problemsOf({ code, message, details }: DomainError): readonly ToldMistake[] {
  const known = details?.['problems']
  if (Array.isArray(known)) return known as readonly ToldMistake[]
  const field = typeof details?.['field'] === 'string' ? details['field'] : ''
  return [{ field, code, message, ...(details === undefined ? {} : { details }) }]
}

const lineOf = (field: string, message: string): string =>
  message.startsWith(`${field}:`) || message.startsWith(`“${field}”`) ? message : `${field}: ${message}`

/** A DomainError as an exception, for code that throws (commands, queries, adapters). */
export class Refused extends Error {
  readonly error: DomainError
  constructor(error: DomainError) {
    super(error.message)
    this.name = 'Refused'
    this.error = error
  }
}

/** The value, or throws Refused. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Refused(result.error)
}

/** The message of anything that was thrown. */
export const errorMessage = (error: unknown): string => (error instanceof Error ? error.message : String(error))
