/**
 * The keys that a provider signs with (RFC 7517). A key that is not known yet is looked for, at most once in ten
 * seconds; while the provider is away, those that are known stay good for a day.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type ProtectedHeaderParameters,
} from 'jose'

/** No `none`, and nothing that a public key could sign (RFC 8725 §3.1). */
const SIGNATURE_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]

const LOOK_AGAIN_MS = 10_000
const FRESH_MS = 10 * 60_000
const STALE_MS = 24 * 60 * 60_000
/** Seconds that the clocks of the two may differ by. */
export const CLOCK_SKEW_S = 60

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** What a token must say, beside a signature that holds. */
interface TokenChecks {
  readonly issuer: string
  readonly audience: string
  readonly required: readonly string[]
}

interface VerifiedToken {
  readonly payload: JWTPayload
  readonly header: ProtectedHeaderParameters
}

export class IssuerKeys {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>
  #fetchedAt = 0

  constructor(jwks_uri: string, fetch: Fetch, timeout_s: number) {
    this.#remote = createRemoteJWKSet(new URL(jwks_uri), {
      cooldownDuration: LOOK_AGAIN_MS,
      cacheMaxAge: FRESH_MS,
      timeoutDuration: timeout_s * 1000,
      [customFetch]: async (url: string, init: RequestInit) => {
        const response = await fetch(url, init)
        if (response.status === 200) this.#fetchedAt = Date.now()
        return response
      },
    })
  }

  /** Throws as jose does. */
  async verify(token: string, { issuer, audience, required }: TokenChecks): Promise<VerifiedToken> {
    const { payload, protectedHeader } = await jwtVerify(token, this.#keyFor, {
      issuer,
      audience,
      algorithms: SIGNATURE_ALGORITHMS,
      clockTolerance: CLOCK_SKEW_S,
      requiredClaims: [...required],
    })
    return { payload, header: protectedHeader }
  }

  readonly #keyFor: JWTVerifyGetKey = async (header, token) => {
    try {
      return await this.#remote(header, token)
    } catch (error) {
      const known = this.#remote.jwks()
      const isAnswer = error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys
      if (known === undefined || isAnswer || Date.now() - this.#fetchedAt > STALE_MS) throw error
      return createLocalJWKSet(known)(header, token)
    }
  }
}
