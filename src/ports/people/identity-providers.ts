/**
 * Who proves who people are: OpenID providers (OpenID Connect Core 1.0) and Slack, which is one of them. Whatever a
 * provider answers is checked before it comes out of here.
 */
import type { RefusalReason } from '../../domain/account/account-events.ts'
import type { Role } from '../../domain/kernel/access.ts'
import type { Identity, SlackUser } from './people.ts'

/** A provider that people can choose. */
export interface ProviderChoice {
  /** Stands in addresses: letters, digits and hyphens. */
  readonly id: string
  readonly name: string
  readonly method: 'openid' | 'slack'
}

/** Somebody, as a provider has proved it. */
export interface ProvedIdentity extends Identity {
  readonly provider: string
  /** Undefined for users of Slack: that of their workspace. */
  readonly tenant: string | undefined
  readonly slack: SlackUser | undefined
  /** Empty where the provider says none. */
  readonly name: string
  /** In lower case. */
  readonly email: string | undefined
  /** Whether the provider vouches for the address. */
  readonly email_proved: boolean
  /** BCP 47 and IANA. */
  readonly locale: string | undefined
  readonly zone: string | undefined
  /** The groups that the provider names, and the roles that they give; undefined where it says nothing of groups. */
  readonly rights: { readonly groups: readonly string[]; readonly roles: readonly Role[] } | undefined
}

/** What a session keeps of a provider: for asking again, and for signing out there. */
export interface ProviderGrant {
  readonly provider: string
  readonly subject: string
  readonly refresh_token: string | undefined
  readonly id_token: string | undefined
}

export interface Proof {
  readonly identity: ProvedIdentity
  readonly grant: ProviderGrant
}

/** Why nobody was proved. */
export interface ProviderRefusal {
  readonly refused: RefusalReason
  /** For the log of an operator. */
  readonly detail: string
}

/** What the browser keeps while its person is at the provider. */
export interface SignInFlow {
  readonly provider: string
  readonly state: string
  readonly nonce: string
  /** PKCE (RFC 7636). */
  readonly verifier: string
  readonly redirect_uri: string
}

export interface IdentityProviders {
  readonly choices: readonly ProviderChoice[]
  /** Where to send the browser. `state` is the caller's. */
  begin(
    provider: string,
    flow: { readonly state: string; readonly redirect_uri: string },
  ): Promise<{ readonly address: string; readonly flow: SignInFlow } | ProviderRefusal>
  /** Takes the query with which the provider sent the browser back. */
  finish(flow: SignInFlow, query: string): Promise<Proof | ProviderRefusal>
  /** Asks the provider again: who it is now, `ended` where the provider says so, `away` where it does not answer. */
  refresh(grant: ProviderGrant): Promise<Proof | 'ended' | 'away'>
  /** Gives the grant back (RFC 7009), and where the browser signs out at the provider, if it can. Never throws. */
  signOut(grant: ProviderGrant, return_to: string): Promise<string | undefined>
  /** Whether bearer tokens of some provider are taken. */
  readonly takesTokens: boolean
  /** Reads a JWT (RFC 7519) that was sent as a bearer token (RFC 6750). */
  readToken(token: string): Promise<ProvedIdentity | ProviderRefusal>
}
