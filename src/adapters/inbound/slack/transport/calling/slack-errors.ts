/**
 * Classifies failed calls: whether the call took place, whether to retry it, and whether the app's token was revoked.
 */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'

/** Why a call failed, and whether it may have taken place. */
export type CallFailure =
  /** It did not take place; retry after so many milliseconds. */
  | { readonly kind: 'later'; readonly ms: number; readonly detail: string }
  /** Slack refused it for good. */
  | { readonly kind: 'refused'; readonly error: string; readonly detail: string }
  /** It may or may not have taken place. */
  | { readonly kind: 'unknown'; readonly detail: string }

/** The app was removed, or its token is no longer valid. */
const REVOKED: ReadonlySet<string> = new Set([
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'not_authed',
  'app_uninstalled',
])
/** Errors of Slack itself: the call may have taken place. */
const SERVER_ERRORS: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
])
const RATE_LIMITED: ReadonlySet<string> = new Set(['ratelimited', 'rate_limited'])

const DEFAULT_WAIT_MS = 30_000

/** Undefined for an error that is no failed call but a bug of ours. */
export function callFailureOf(error: unknown): CallFailure | undefined {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'later', ms: Math.max(1, error.retryAfter) * 1000, detail: 'rate limit' }
  if (error instanceof WebAPIPlatformError) return platformFailure(error)
  if (error instanceof WebAPIHTTPError) return { kind: 'unknown', detail: `HTTP ${error.statusCode}` }
  if (error instanceof WebAPIRequestError)
    return wasNeverSent(error.original)
      ? { kind: 'later', ms: 5000, detail: 'Slack cannot be reached' }
      : { kind: 'unknown', detail: 'no answer' }
  // A 429 without `Retry-After` arrives as a plain error.
  if (error instanceof Error && error.message.startsWith('Retry header did not contain'))
    return { kind: 'later', ms: DEFAULT_WAIT_MS, detail: 'rate limit' }
  // A 200 whose body broke off: the client reads it outside of its own error handling.
  if (
    error instanceof TypeError ||
    (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
  )
    return { kind: 'unknown', detail: 'the answer broke off' }
  return undefined
}

/** Whether the error says that the app was removed or its token revoked. */
export const isRevoked = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && REVOKED.has(error.data.error)

/** Slack's error code, such as `channel_not_found`. */
export const errorCodeOf = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? error.data.error : undefined

function platformFailure({ data }: WebAPIPlatformError): CallFailure {
  const { error, response_metadata } = data
  if (RATE_LIMITED.has(error))
    return { kind: 'later', ms: (response_metadata?.retryAfter ?? 0) * 1000 || DEFAULT_WAIT_MS, detail: 'rate limit' }
  // Another one is being fetched (see rotate-token.ts).
  if (error === 'token_expired') return { kind: 'later', ms: 5000, detail: 'the token has ended' }
  // A response that is no JSON is passed on as its text: a proxy's page, or half a response.
  if (SERVER_ERRORS.has(error) || !/^[a-z0-9_.-]{1,80}$/.test(error))
    return { kind: 'unknown', detail: error.slice(0, 80) }
  const messages = response_metadata?.messages?.join(' ') ?? ''
  return { kind: 'refused', error, detail: `${error}${messages === '' ? '' : `: ${messages}`}`.slice(0, 300) }
}

/** Whether the connection was never made, so that nothing was sent. */
function wasNeverSent(error: Error): boolean {
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code ?? (error as NodeJS.ErrnoException).code
  return code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'UND_ERR_CONNECT_TIMEOUT'
}
