/**
 * The tenant of a provider's people where a claim says it: `openid-`, twelve digits for the provider, and the claim's
 * value. It is no workspace's of Slack (`slack-…`), and no other provider's.
 */
import { hash } from 'node:crypto'

const READABLE = /^[A-Za-z0-9._-]{1,64}$/

/** Other values than short plain words stand as their hash, behind a sign that no plain word has. */
export function issuerTenant(issuer: string, value: string): string {
  const named = READABLE.test(value) ? value : `~${hash('sha256', value).slice(0, 32)}`
  return `openid-${hash('sha256', issuer).slice(0, 12)}-${named}`
}
