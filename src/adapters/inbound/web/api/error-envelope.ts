/**
 * Every error leaves as `{ error: { code, message, details, request_id, timestamp } }`, whatever went wrong; nothing
 * internal leaks.
 */
import { HTTPException } from 'hono/http-exception'
import { Refused, type DomainError } from '../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../ports/clock.ts'
import { damageOf } from '../../../../storage/damage.ts'
import { classifyOutage } from '../../../../ports/read-models/database-outage.ts'
import {
  AppendInDoubt,
  AppendTooLarge,
  InvalidAppend,
  OtherEventStore,
  StoreUnavailable,
  type AppendSize,
} from '../../../../ports/events/event-store.ts'
import { KeyDestroyed } from '../../../../ports/keys/key-ring.ts'
import { isStorageFull, STORAGE_FULL } from '../../../../ports/documents/storage-full.ts'
import type { Logger } from '../../../../ports/logger.ts'
import { bearerChallenge } from './bearer-tokens.ts'
import type { ApiContext } from './api-types.ts'
import { preferredType } from '../shared/preferred-type.ts'
import { RETRY_AFTER_S, retryAfter, statusOf, type HttpErrorCode } from '../shared/error-status.ts'

export interface HttpError extends Omit<DomainError, 'code'> {
  readonly code: HttpErrorCode
}

/** The body of an error; usable where there is no request context yet. */
export const errorBody = ({ code, message, details }: HttpError, request_id: string, timestamp: string) => ({
  error: { code, message, details: details ?? {}, request_id, timestamp },
})

const PROBLEM_TYPE = 'application/problem+json'

/** The same as a problem of RFC 9457, for clients whose Accept prefers it. */
const problemOf = (error: ReturnType<typeof errorBody>['error'], status: number) => ({
  type: `urn:docgen:error:${error.code}`,
  title: error.code.replaceAll('_', ' '),
  status,
  detail: error.message,
  instance: `urn:docgen:request:${error.request_id}`,
  ...error,
})

export function errorResponse(
  c: ApiContext,
  clock: Clock,
  error: HttpError,
  headers: Record<string, string> = {},
): Response {
  const status = statusOf(error.code)
  const told = error.details?.['retry_after']
  const wait =
    status === 429
      ? retryAfter(error)
      : typeof told === 'number'
        ? String(told)
        : status === 503
          ? RETRY_AFTER_S
          : undefined
  const extra = {
    ...(wait === undefined ? {} : { 'retry-after': wait }),
    ...(status === 401 ? { 'www-authenticate': bearerChallenge(error.message, error.details?.['error']) } : {}),
  }
  const body = errorBody(error, c.get('requestId'), clock.now())
  const all = { ...extra, ...headers, vary: 'accept' }
  return preferredType(c.req.header('accept'), ['application/json', PROBLEM_TYPE]) === PROBLEM_TYPE
    ? c.body(JSON.stringify(problemOf(body.error, status)), status, { ...all, 'content-type': PROBLEM_TYPE })
    : c.json(body, status, all)
}

const KB = 1024

/** What was sent is too large to be recorded: names the limit, and where most of it is. */
function tooLarge({ size, limit, field, field_size, entries }: AppendSize): HttpError {
  const list = entries === undefined ? '' : ` (${entries} entries)`
  return {
    code: 'too_large',
    message:
      `This is too large to be recorded: ${Math.ceil(size / KB)} KB, and at most ${limit / KB} KB are taken. ` +
      `Most of it, ${Math.ceil(field_size / KB)} KB, is in “${field}”${list}. Make that smaller, and send it again.`,
    details: { limit, size, field },
  }
}

/** The error to answer with, by whether the request only reads; undefined for a mistake of ours. */
function toHttpError(error: unknown, reads: boolean): HttpError | undefined {
  if (error instanceof Refused) return error.error
  if (isStorageFull(error)) return { code: 'storage_full', message: STORAGE_FULL }
  const away = error instanceof AppendInDoubt || classifyOutage(error) !== undefined
  if (error instanceof OtherEventStore) return { code: 'unavailable', message: error.message }
  if (error instanceof StoreUnavailable || (reads && away))
    return { code: 'unavailable', message: 'A store cannot be reached at the moment. Nothing was changed: try again.' }
  if (away) {
    return {
      code: 'unavailable',
      message:
        'A store broke off, and it is not known whether the change was made. ' +
        'Send it again with the same Idempotency-Key: it is made once.',
    }
  }
  if (error instanceof AppendTooLarge) return tooLarge(error.size)
  if (error instanceof InvalidAppend)
    return { code: 'too_large', message: 'This is too large to be recorded. Make it smaller, and send it again.' }
  if (error instanceof KeyDestroyed)
    return { code: 'conflict', message: 'This generation has been erased. Start another one.' }
  if (error instanceof HTTPException && error.status === 415)
    return { code: 'unsupported_media_type', message: 'The body has a type that is not taken here.' }
  if (error instanceof HTTPException && error.status < 500) return { code: 'invalid', message: error.message }
  return undefined
}

export function createErrorHandler({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }) {
  return (error: unknown, c: ApiContext): Response => {
    const known = toHttpError(error, c.req.method === 'GET' || c.req.method === 'HEAD')
    if (known?.code === 'storage_full') logger.error({ request_id: c.get('requestId') }, 'a store has no room left')
    if (known !== undefined) return errorResponse(c, clock, known)
    const request_id = c.get('requestId')
    const damage = damageOf(error)
    // A message may quote what a person wrote: the log gets the error's name and stack frames only.
    const kind = error instanceof Error ? error.name : typeof error
    const fields = { request_id, error: kind, stack: stackFrames(error), ...damage?.place }
    logger.error(fields, damage?.message ?? 'a request failed')
    if (damage !== undefined) {
      return errorResponse(c, clock, { code: 'internal', message: damage.message, details: damage.place })
    }
    const message = `Something went wrong here. Tell an operator the request id “${request_id}”.`
    return errorResponse(c, clock, { code: 'internal', message })
  }
}

/** The frames of a stack without its message, which could quote an answer. */
const stackFrames = (error: unknown): string =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => line.trimStart().startsWith('at '))
        .join('\n')
    : ''
