/**
 * Whether a request comes from Slack: HMAC-SHA-256 over `v0:timestamp:raw body` (docs.slack.dev, “Verifying requests
 * from Slack”), and is fresh.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far the sender's clock may be from ours, either way. */
const MAX_SKEW_S = 300

export interface SignedRequest {
  /** `X-Slack-Request-Timestamp`. */
  readonly timestamp: string | undefined
  /** `X-Slack-Signature`. */
  readonly signature: string | undefined
  readonly body: string
}

type SignatureHeaders = Omit<SignedRequest, 'body'>

export type SignatureFault = 'missing' | 'stale' | 'wrong'

/** What is wrong as far as the headers alone say, before the body is read. `now` in milliseconds since 1970. */
export function findHeaderFault({ timestamp, signature }: SignatureHeaders, now: number): SignatureFault | undefined {
  if (timestamp === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp)) return 'missing'
  if (Math.abs(now / 1000 - Number(timestamp)) > MAX_SKEW_S) return 'stale'
  return /^v0=[0-9a-f]{64}$/.test(signature) ? undefined : 'wrong'
}

/** Gives what is wrong, or undefined when all is well. */
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
