/** The providers that are set, as the port has them. */
import { decodeJwt } from 'jose'
import type {
  IdentityProviders,
  Proof,
  ProvedIdentity,
  ProviderGrant,
  ProviderRefusal,
  SignInFlow,
} from '../../../ports/people/identity-providers.ts'
import type { Logger } from '../../../ports/logger.ts'
import { Issuer } from './issuer.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { refusal, refusalOf } from './refusals.ts'

/** Bytes. A token is sent with each request. */
const MAX_TOKEN = 8 * 1024

export class OpenIdProviders implements IdentityProviders {
  readonly choices: IdentityProviders['choices']
  readonly takesTokens: boolean
  readonly #issuers: ReadonlyMap<string, Issuer>
  readonly #logger: Logger

  constructor(settings: readonly ProviderSettings[], logger: Logger) {
    this.#issuers = new Map(settings.map((one) => [one.id, new Issuer(one, logger)]))
    this.#logger = logger
    this.choices = settings.map(({ id, name, method }) => ({ id, name, method }))
    this.takesTokens = settings.some(({ audience }) => audience !== undefined)
  }

  async begin(provider: string, { state, redirect_uri }: { readonly state: string; readonly redirect_uri: string }) {
    return this.#issuers.get(provider)?.begin(state, redirect_uri) ?? NO_SUCH
  }

  async finish(flow: SignInFlow, query: string): Promise<Proof | ProviderRefusal> {
    return this.#issuers.get(flow.provider)?.finish(flow, query) ?? NO_SUCH
  }

  async refresh(grant: ProviderGrant): Promise<Proof | 'ended' | 'away'> {
    const issuer = this.#issuers.get(grant.provider)
    if (issuer === undefined) return 'away'
    const outcome = await issuer.refresh(grant)
    if (outcome === 'ended' || !('refused' in outcome)) return outcome
    this.#logger.warn({ provider: grant.provider, ...outcome }, 'a provider did not refresh a session')
    return 'away'
  }

  async signOut(grant: ProviderGrant, return_to: string): Promise<string | undefined> {
    return this.#issuers.get(grant.provider)?.signOut(grant, return_to)
  }

  async readToken(token: string): Promise<ProvedIdentity | ProviderRefusal> {
    if (token.length > MAX_TOKEN) return refusal('malformed', 'The token has more than 8 KB.')
    try {
      decodeJwt(token)
      let outcome: ProvedIdentity | ProviderRefusal = NO_ISSUER
      for (const issuer of this.#issuers.values()) {
        if (issuer.settings.audience === undefined || !(await issuer.issued(token).catch(() => false))) continue
        outcome = await issuer.readToken(token)
        if (!('refused' in outcome)) break
      }
      return outcome
    } catch (error) {
      return refusalOf(error)
    }
  }
}

const NO_ISSUER = refusal('wrong_issuer', 'The token is of an issuer whose tokens are not taken.')
const NO_SUCH = refusal('unknown', 'There is no such provider.')
