/** What the libraries say is wrong with a provider's answer or a token, in words of ours. */
import { errors } from 'jose'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import type { RefusalReason } from '../../../domain/account/account-events.ts'
import type { ProviderRefusal } from '../../../ports/people/identity-providers.ts'

/** For an operator's log: words of the library, and an error code of the provider, shortened. */
export const refusal = (refused: RefusalReason, detail: string): ProviderRefusal => ({
  refused,
  detail: detail.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, 300),
})

/** The refusal for anything that was thrown while a provider was asked or a token was read. */
export function refusalOf(error: unknown): ProviderRefusal {
  if (error instanceof errors.JOSEError) return refusal(joseReason(error), error.message)
  if (error instanceof AuthorizationResponseError) return refusal(answeredReason(error.error), error.error)
  if (error instanceof ResponseBodyError)
    return refusal(
      error.status >= 500 ? 'issuer_unavailable' : tokenReason(error.error),
      `${error.error} ${error.error_description ?? ''}`,
    )
  if (error instanceof ClientError) return refusal(clientReason(error), `${error.code ?? ''} ${error.message}`)
  // `fetch` throws a TypeError for every connection that fails.
  if (error instanceof TypeError || isTimeout(error)) return refusal('issuer_unavailable', causeText(error))
  throw error
}

const isTimeout = (error: unknown): error is Error =>
  error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')

const causeText = ({ message, cause }: Error): string => {
  const { code } = (cause ?? {}) as { readonly code?: unknown }
  return typeof code === 'string' ? `${message}: ${code}` : message
}

function joseReason(error: errors.JOSEError): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.reason === 'missing' ? 'malformed' : claimReason(error.claim)
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'wrong_algorithm'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'wrong_signature'
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'wrong_signature'
  if (error instanceof errors.JWKSTimeout) return 'issuer_unavailable'
  if (error instanceof errors.JWKSInvalid || error.code === 'ERR_JOSE_GENERIC') return 'issuer_nonsense'
  return 'malformed'
}

function claimReason(claim: unknown): RefusalReason {
  if (claim === 'aud' || claim === 'azp') return 'wrong_audience'
  if (claim === 'iss') return 'wrong_issuer'
  if (claim === 'nonce') return 'wrong_nonce'
  if (claim === 'exp' || claim === 'nbf' || claim === 'iat') return 'expired'
  return 'malformed'
}

/** Errors of the authorization endpoint (RFC 6749 §4.1.2.1). */
const answeredReason = (error: string): RefusalReason =>
  error === 'server_error' || error === 'temporarily_unavailable' ? 'issuer_unavailable' : 'denied'

/** Errors of the token endpoint (RFC 6749 §5.2): the code was used or is too old, or this client is not taken. */
const tokenReason = (error: string): RefusalReason => (error === 'invalid_grant' ? 'used' : 'denied')

/** What the library's sentence names, where it has no code for it. */
const NAMED: readonly (readonly [part: string, reason: RefusalReason])[] = [
  ['"alg"', 'wrong_algorithm'],
  ['"iss"', 'wrong_issuer'],
  ['"nonce"', 'wrong_nonce'],
]

function clientReason(error: ClientError): RefusalReason {
  const cause = (error.cause ?? {}) as {
    readonly status?: unknown
    readonly cause?: unknown
    readonly message?: unknown
  }
  switch (error.code) {
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return 'issuer_unavailable'
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
      return typeof cause.status === 'number' && cause.status >= 500 ? 'issuer_unavailable' : 'issuer_nonsense'
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return claimReason((cause.cause as { readonly claim?: unknown } | undefined)?.claim)
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return 'expired'
    case 'OAUTH_UNSUPPORTED_OPERATION':
      return 'wrong_algorithm'
    default:
      return NAMED.find(([part]) => String(cause.message).includes(part))?.[1] ?? 'issuer_nonsense'
  }
}
