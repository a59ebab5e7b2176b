/** Bearer tokens of OpenID providers (RFC 6750), beside the API’s own keys. */
import { callerOfToken, type TokenDeps } from '../../../../commands/account/issuers/caller-of-token.ts'
import type { RefusalReason } from '../../../../domain/account/account-events.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { fail, Refused, unwrap } from '../../../../domain/kernel/errors.ts'
import type { KnownKey } from '../../../../ports/people/api-keys.ts'
import type { App } from '../../../../ports/app.ts'
import { securitySource } from '../shared/security-source.ts'
import type { ApiContext } from './api-types.ts'

/** The caller behind a token. Throws `Refused`. */
export type ReadBearerToken = (c: ApiContext, token: string) => Promise<Caller>

/** A JWS in its compact form (RFC 7515 §7.1): its header is a JSON object, so it begins like this. */
const JWT = /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/

export const isJwt = (secret: string): boolean => JWT.test(secret)

const ASK = 'Ask its issuer for another one, and send that.'

const TEXTS: Readonly<Partial<Record<RefusalReason, string>>> = {
  expired: `The token has expired, or is not good yet. ${ASK}`,
  wrong_signature: `The token’s signature is by no key of its issuer. ${ASK}`,
  wrong_algorithm: 'The token is signed in a way that is not taken. Sign it with RS256, PS256, ES256 or EdDSA.',
  wrong_audience: 'The token is not meant for this service. Ask its issuer for an access token with this audience.',
  wrong_issuer: 'The token is of an issuer whose tokens are not taken here. An admin can add it.',
  wrong_tenant: 'The token does not say which organisation it is for. Ask the issuer’s admin for the claim.',
  malformed: 'The token cannot be read: it must be a signed JWT of at most 8 KB with “sub” and “exp”.',
  inactive: 'The token is of an account that is not active. Ask an admin.',
  collision:
    'The token is of somebody whose e-mail address another account has. Sign in to the console once, and join the two.',
}

/** Undefined where no provider's tokens are taken. */
export function bearerTokens(app: App, tenant: string): ReadBearerToken | undefined {
  const { identityProviders } = app
  if (identityProviders?.takesTokens !== true) return undefined
  const deps: TokenDeps = { ...app, identityProviders }
  return async (c, token) => {
    const outcome = await callerOfToken(deps, token, securitySource(c, 'http', { tenant }))
    if (!('refused' in outcome)) return outcome
    const { refused } = outcome
    if (refused === 'issuer_unavailable' || refused === 'issuer_nonsense')
      return unwrap(fail('unavailable', 'The token’s issuer cannot be asked for its keys. Send it again in a moment.'))
    return unwrap(
      fail('unauthenticated', TEXTS[refused] ?? `The token does not hold. ${ASK}`, { error: 'invalid_token' }),
    )
  }
}

/** The caller of a token whose connection stays open, until it expires; undefined when it opens nothing any more. */
export async function tokenAgain(
  c: ApiContext,
  readToken: ReadBearerToken,
  token: string,
): Promise<KnownKey | undefined> {
  try {
    return { caller: await readToken(c, token), good_until: expiryOf(token) }
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** Of a token that was read: its `exp`, as ISO 8601 UTC. */
function expiryOf(token: string): string {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
  return new Date((JSON.parse(payload) as { readonly exp: number }).exp * 1000).toISOString()
}

/** `WWW-Authenticate` for a request without a caller (RFC 6750 §3). */
export function bearerChallenge(message: string, error: unknown): string {
  const realm = 'Bearer realm="docgen"'
  if (typeof error !== 'string') return realm
  const words = message
    .replaceAll(/[“”]/g, "'")
    .replaceAll('’', "'")
    .replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '')
  return `${realm}, error="${error}", error_description="${words}"`
}
