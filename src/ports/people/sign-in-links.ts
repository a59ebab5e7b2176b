/** Links that open one session, once. Their tokens are stored as hashes only. */
import type { SignInLinkKind } from '../../domain/account/account-events.ts'

export interface SignInLink {
  readonly id: string
  /** Who it lets in. */
  readonly actor: string
  readonly tenant: string
  readonly kind: SignInLinkKind
  /** ISO 8601 UTC. */
  readonly expires_at: string
}

export interface NewSignInLink {
  readonly actor: string
  readonly tenant: string
  readonly kind: SignInLinkKind
  readonly minutes: number
}

export interface SignInLinks {
  create(link: NewSignInLink): Promise<{ readonly link: SignInLink; readonly token: string }>
  /** The link, which stays good; undefined when it is unknown or used. One that has expired is found for a while. */
  find(token: string): Promise<SignInLink | undefined>
  /** Spends the link: undefined when it is unknown, used or too old. */
  redeem(token: string): Promise<SignInLink | undefined>
}
