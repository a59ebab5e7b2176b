/**
 * One provider: its discovery document, which is read again every hour, the code flow with PKCE, refreshing, signing
 * out, and its bearer tokens.
 */
import * as openid from 'openid-client'
import { decodeJwt } from 'jose'
import type {
  Proof,
  ProvedIdentity,
  ProviderGrant,
  ProviderRefusal,
  SignInFlow,
} from '../../../ports/people/identity-providers.ts'
import type { Logger } from '../../../ports/logger.ts'
import { CLOCK_SKEW_S, IssuerKeys } from './issuer-keys.ts'
import { limitedFetch } from './limited-fetch.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { groupsLeftOut, isThin, readIdentity, type Claims } from './read-claims.ts'
import { refusal, refusalOf } from './refusals.ts'
import { slackFetch } from './slack-answers.ts'

const TIMEOUT_S = 10
const DISCOVERY_MS = 60 * 60_000
/** A provider that did not answer is not asked again before. */
const AWAY_MS = 1000
/** Bytes; a longer ID token is not kept for signing out. */
const MAX_HINT = 4096
const SCOPES = 'openid profile email'

interface Discovered {
  readonly config: openid.Configuration
  readonly keys: IssuerKeys
  readonly at: number
}

export class Issuer {
  readonly settings: ProviderSettings
  readonly #logger: Logger
  readonly #fetch: typeof limitedFetch
  #discovered: Discovered | undefined
  #discovering: Promise<Discovered> | undefined
  #failed: { readonly error: unknown; readonly at: number } | undefined

  constructor(settings: ProviderSettings, logger: Logger) {
    this.settings = settings
    this.#logger = logger
    this.#fetch = settings.method === 'slack' ? slackFetch : limitedFetch
  }

  async begin(state: string, redirect_uri: string): Promise<{ address: string; flow: SignInFlow } | ProviderRefusal> {
    return refusing(async () => {
      const { config } = await this.#discover()
      const [nonce, verifier] = [openid.randomNonce(), openid.randomPKCECodeVerifier()]
      const address = openid.buildAuthorizationUrl(config, {
        redirect_uri,
        scope: this.#scopes(config),
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return { address: address.href, flow: { provider: this.settings.id, state, nonce, verifier, redirect_uri } }
    })
  }

  async finish({ state, nonce, verifier, redirect_uri }: SignInFlow, query: string): Promise<Proof | ProviderRefusal> {
    return refusing(async () => {
      const { config } = await this.#discover()
      const tokens = await openid.authorizationCodeGrant(config, new URL(query, redirect_uri), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      })
      return this.#proofOf(tokens, undefined)
    })
  }

  /** `ended` where the provider refuses the refresh token. */
  async refresh({ refresh_token = '', subject, id_token }: ProviderGrant): Promise<Proof | ProviderRefusal | 'ended'> {
    return refusing(async () => {
      const { config } = await this.#discover()
      try {
        const tokens = await openid.refreshTokenGrant(config, refresh_token)
        return await this.#proofOf(tokens, { subject, refresh_token, id_token })
      } catch (error) {
        if (error instanceof openid.ResponseBodyError && error.error === 'invalid_grant') return 'ended'
        throw error
      }
    })
  }

  async signOut({ refresh_token, id_token }: ProviderGrant, return_to: string): Promise<string | undefined> {
    try {
      const { config } = await this.#discover()
      const { revocation_endpoint, end_session_endpoint } = config.serverMetadata()
      if (refresh_token !== undefined && revocation_endpoint !== undefined)
        await openid.tokenRevocation(config, refresh_token, { token_type_hint: 'refresh_token' })
      if (end_session_endpoint === undefined) return undefined
      return openid.buildEndSessionUrl(config, {
        post_logout_redirect_uri: return_to,
        ...(id_token === undefined ? {} : { id_token_hint: id_token }),
      }).href
    } catch (error) {
      this.#logger.warn({ provider: this.settings.id, ...refusalOf(error) }, 'a provider did not take a sign-out')
      return undefined
    }
  }

  /** Whether the token names this provider, before anything of it is checked. */
  async issued(token: string): Promise<boolean> {
    const { iss } = decodeJwt(token)
    return iss === this.settings.issuer || iss === (await this.#discover()).config.serverMetadata().issuer
  }

  async readToken(token: string): Promise<ProvedIdentity | ProviderRefusal> {
    return refusing(async () => {
      const { config, keys } = await this.#discover()
      const { issuer } = config.serverMetadata()
      const checks = { issuer, audience: this.settings.audience ?? '', required: ['sub', 'exp'] }
      const { payload, header } = await keys.verify(token, checks)
      // Whoever has seen an ID token has not been given access (RFC 8725 §2.8, RFC 9068 §2.1).
      if (
        !/^(application\/)?at\+jwt$/i.test(header.typ ?? '') &&
        ['nonce', 'at_hash', 'c_hash'].some((n) => n in payload)
      )
        return refusal('wrong_audience', 'This is an ID token. Send the access token.')
      return readIdentity(this.settings, payload, { issuer, whole: false })
    })
  }

  // ---- parts

  /** `before`: whom a refresh is for; its ID token may be missing then (OpenID Connect Core §12.2). */
  async #proofOf(
    tokens: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers,
    before: Omit<ProviderGrant, 'provider'> | undefined,
  ): Promise<Proof | ProviderRefusal> {
    const { config, keys } = await this.#discover()
    const { issuer, userinfo_endpoint } = config.serverMetadata()
    let claims: Claims = { sub: before?.subject }
    let whole = tokens.id_token !== undefined
    if (tokens.id_token !== undefined) {
      const checks = { issuer, audience: this.settings.client_id, required: ['sub', 'exp', 'iat'] }
      claims = (await keys.verify(tokens.id_token, checks)).payload
    }
    const subject = String(claims['sub'])
    if (before !== undefined && before.subject !== subject)
      return refusal('issuer_nonsense', 'The refresh answered for another subject.')
    if (userinfo_endpoint !== undefined && isThin(this.settings, claims)) {
      claims = { ...(await openid.fetchUserInfo(config, tokens.access_token, subject)), ...claims }
      whole = true
    }
    const left_out = groupsLeftOut(this.settings, claims)
    if (left_out !== undefined) this.#logger.warn({ provider: this.settings.id, subject }, left_out)
    const identity = readIdentity(this.settings, claims, { issuer, whole })
    if ('refused' in identity) return identity
    const hint = tokens.id_token ?? before?.id_token
    return {
      identity,
      grant: {
        provider: this.settings.id,
        subject,
        refresh_token: tokens.refresh_token ?? before?.refresh_token,
        id_token: hint !== undefined && hint.length <= MAX_HINT ? hint : undefined,
      },
    }
  }

  #scopes(config: openid.Configuration): string {
    if (this.settings.scopes !== undefined) return this.settings.scopes
    const offline = config.serverMetadata().scopes_supported?.includes('offline_access') === true
    return offline ? `${SCOPES} offline_access` : SCOPES
  }

  /** What is known of the provider. While it is away, what was known goes on. */
  async #discover(): Promise<Discovered> {
    const known = this.#discovered
    if (known !== undefined && Date.now() - known.at < DISCOVERY_MS) return known
    if (this.#failed !== undefined && Date.now() - this.#failed.at < AWAY_MS) {
      if (known !== undefined) return known
      throw this.#failed.error
    }
    this.#discovering ??= this.#read().finally(() => {
      this.#discovering = undefined
    })
    try {
      return await this.#discovering
    } catch (error) {
      if (known === undefined) throw error
      return known
    }
  }

  async #read(): Promise<Discovered> {
    const { issuer, client_id, client_secret, timeout_s = TIMEOUT_S } = this.settings
    const address = new URL(issuer)
    try {
      const config = await openid.discovery(
        address,
        client_id,
        { [openid.clockTolerance]: CLOCK_SKEW_S },
        clientAuthentication(client_secret),
        {
          timeout: timeout_s,
          [openid.customFetch]: this.#fetch as openid.CustomFetch,
          // The settings take `http:` for this machine only.
          execute: address.protocol === 'http:' ? [openid.allowInsecureRequests] : [],
        },
      )
      const { jwks_uri } = config.serverMetadata()
      if (jwks_uri === undefined) throw new openid.ClientError('The discovery document names no “jwks_uri”.')
      const keys = new IssuerKeys(jwks_uri, this.#fetch, timeout_s)
      this.#discovered = { config, keys, at: Date.now() }
      this.#failed = undefined
      return this.#discovered
    } catch (error) {
      this.#failed = { error, at: Date.now() }
      this.#logger.warn({ provider: this.settings.id, issuer, ...refusalOf(error) }, 'a provider cannot be read')
      throw error
    }
  }
}

/** By what the provider says that it takes; without a word of it, as OpenID Connect Discovery §3 has it. */
function clientAuthentication(secret: string | undefined): openid.ClientAuth {
  if (secret === undefined) return openid.None()
  const [post, basic] = [openid.ClientSecretPost(secret), openid.ClientSecretBasic(secret)]
  return (server, ...request) =>
    (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') === true ? post : basic)(
      server,
      ...request,
    )
}

async function refusing<T>(ask: () => Promise<T>): Promise<T | ProviderRefusal> {
  try {
    return await ask()
  } catch (error) {
    return refusalOf(error)
  }
}
