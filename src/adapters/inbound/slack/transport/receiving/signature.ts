/**
 * Verifies that a request comes from Slack and is fresh: HMAC-SHA-256 over `v0:timestamp:raw body` (docs.slack.dev,
 * “Verifying requests from Slack”).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the sender's clock may differ from ours. */
const MAX_SKEW_S = 300

/** The signed parts of a request. */
export interface SignedRequest {
  /** `X-Slack-Request-Timestamp`. */
  readonly timestamp: string | undefined
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined
  readonly body: string
}

type SignatureHeaders = Omit<SignedRequest, 'body'>

/** Why a signature is not accepted. */
export type SignatureFault = 'missing' | 'stale' | 'wrong'

/** The fault that the headers alone show, before the body is read. `now` is milliseconds since 1970. */
export function findHeaderFault({ timestamp, signature }: SignatureHeaders, now: number): SignatureFault | undefined {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return 'missing'
  if (Math.abs(now / 1000 - Number(timestamp)) > MAX_SKEW_S) return 'stale'
  return /^v0=[0-9a-f]{64}$/.test(signature) ? undefined : 'wrong'
}

/** The fault, or undefined for a valid signature. */
export function findSignatureFault(
  secret: string,
  { body, ...headers }: SignedRequest,
  now: number,
): SignatureFault | undefined {
  const fault = findHeaderFault(headers, now)
  if (fault !== undefined) return fault
  const { timestamp, signature = '' } = headers
  const wanted = Buffer.from(`v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`)
  const given = Buffer.from(signature)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? undefined : 'wrong'
}
