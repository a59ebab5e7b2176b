/** Sessions in the console. Tokens are stored as hashes only. Times are ISO 8601 UTC. */
import type { SignInMethod } from '../../domain/account/account-events.ts'
import type { Caller } from '../../domain/kernel/access.ts'
import type { LookUp } from './api-keys.ts'

/** A session, without its token. */
export interface Session {
  readonly id: string
  readonly actor: string
  readonly tenant: string
  readonly method: SignInMethod
  /** The browser and system, in a few words; empty where unknown. */
  readonly device: string
  readonly begun_at: string
  readonly last_used_at: string
  /** It ends then, however much it is used. */
  readonly ends_at: string
}

export interface NewSession {
  readonly actor: string
  readonly tenant: string
  readonly method: SignInMethod
  readonly device?: string | undefined
  /** The one generation that it opens. */
  readonly only_generation?: string | undefined
  /** The id of what was handed over, which is all of the generation that it opens. */
  readonly hand_over?: string | undefined
}

/** Who a session belongs to. */
export interface SessionCaller {
  readonly caller: Caller
  /** The session’s id. */
  readonly session: string
  /** When it ends unless it is used again (ISO 8601 UTC). */
  readonly good_until: string
  /** The person may do something else than when it began: a session with another token must take its place. */
  readonly rights_changed: boolean
}

export interface Sessions {
  /** Begins a session; its token is returned only here. */
  begin(session: NewSession): Promise<{ readonly id: string; readonly token: string }>
  /** Undefined when there is none, it has ended or its person or key may not come in any more. */
  authenticate(token: string, how?: LookUp): Promise<SessionCaller | undefined>
  /** Ends the session and begins one like it, with the rights of now, that ends when it would have. */
  replace(token: string): Promise<{ readonly id: string; readonly token: string } | undefined>
  /** Those that have not ended, the last used first. */
  list(tenant: string, actor: string): Promise<readonly Session[]>
  /** Those of everybody in the tenant, the last used first. */
  listAll(tenant: string, limit: number): Promise<readonly Session[]>
  /** False when the account has no such session. */
  end(tenant: string, actor: string, id: string): Promise<boolean>
  /** Ends all sessions of the account but one, and its unused sign-in links; returns the ids of those that ended. */
  endAll(tenant: string, actor: string, except?: string): Promise<readonly string[]>
}
