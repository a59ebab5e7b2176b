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
  /** Null while it can be used. */
  readonly used_at: string | null
  /** A digest of the address that it was mailed to. */
  readonly mailed_to: string | null
  /** The id of what was handed over by it. */
  readonly hand_over: string | null
}

export interface NewSignInLink {
  readonly actor: string
  readonly tenant: string
  readonly kind: SignInLinkKind
  readonly minutes: number
  /** A digest of the address that it is mailed to: whoever uses it has shown that the address is theirs. */
  readonly mailed_to?: string | undefined
  /** The id of what is handed over by it: the session is for that alone. */
  readonly hand_over?: string | undefined
  /** Presets the token: the same one gives the same link again. 32 random bytes or a digest. */
  readonly token?: string | undefined
}

export interface SignInLinks {
  create(link: NewSignInLink): Promise<{ readonly link: SignInLink; readonly token: string }>
  /** The link, which stays good; undefined when it is unknown. One that was used or has expired is found for a week. */
  find(token: string): Promise<SignInLink | undefined>
  /**
   * Spends the link: undefined when it is unknown, used or too old. With an owner’s link all of its tenant are spent.
   */
  redeem(token: string): Promise<SignInLink | undefined>
  /** Makes all unused links of the account useless. */
  withdraw(tenant: string, actor: string): Promise<void>
}
