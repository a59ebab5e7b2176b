/**
 * Who may sign in: API keys, sign-in links, sessions, and the names behind opaque actor ids. Secrets are stored as
 * hashes only.
 */
import type { Caller, Role } from '../../domain/kernel/access.ts'

/** An API key, without its secret. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly actor: string
  readonly tenant: string
  readonly roles: readonly Role[]
  readonly created_at: string
  readonly revoked_at: string | null
}

/** Keys, sign-ins and sessions. */
export interface Accounts {
  /** Creates a key. The secret is returned only here. `secret` presets it (DOCGEN_ADMIN_KEY). */
  createKey(key: {
    readonly name: string
    readonly tenant: string
    readonly roles: readonly Role[]
    readonly secret?: string
  }): Promise<{ readonly key: ApiKey; readonly secret: string }>
  listKeys(tenant: string): Promise<readonly ApiKey[]>
  /** Revokes a key and ends its actor's sessions. False when there is no such key. */
  revokeKey(tenant: string, id: string): Promise<boolean>
  /** The caller behind a bearer secret, or undefined. */
  authenticateKey(secret: string): Promise<Caller | undefined>
  /** Creates a token for one sign-in within 15 minutes, on behalf of a caller. */
  createSignIn(caller: Caller): Promise<string>
  /** Redeems a sign-in token, once, for a session token; undefined when it is unknown, used or too old. */
  redeemSignIn(token: string): Promise<{ readonly session: string; readonly caller: Caller } | undefined>
  authenticateSession(session: string): Promise<Caller | undefined>
  endSession(session: string): Promise<void>
  /** Whether the tenant has such a person or key. */
  isKnown(tenant: string, actor: string): Promise<boolean>
  /** Display names by actor id; those without one are absent. */
  namesOf(actors: readonly string[]): Promise<ReadonlyMap<string, string>>
}
