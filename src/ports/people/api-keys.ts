/** API keys: the way in for programs. Secrets are stored as hashes only. */
import type { AccessScope } from '../../domain/account/scopes.ts'
import type { Caller, Role } from '../../domain/kernel/access.ts'

/** An API key, without its secret. Times are ISO 8601 UTC. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly actor: string
  readonly tenant: string
  readonly roles: readonly Role[]
  /** What it is held to; null for all that its roles allow. */
  readonly scopes: readonly AccessScope[] | null
  readonly created_at: string
  /** The actor id of who made it; null where the service did, or a version before 0009. */
  readonly made_by: string | null
  /** Null for never. */
  readonly expires_at: string | null
  readonly revoked_at: string | null
  /** To the minute; null before its first use. */
  readonly last_used_at: string | null
  /** Until when the secret before the last one opens, too; null where there is none or it is over. */
  readonly former_until: string | null
}

export interface NewApiKey {
  readonly name: string
  readonly tenant: string
  readonly roles: readonly Role[]
  readonly scopes?: readonly AccessScope[] | null
  readonly expires_at?: string | null
  readonly made_by?: string | null
  /** Presets the secret (DOCGEN_ADMIN_KEY); the same one gives the same key again. */
  readonly secret?: string
}

export interface ApiKeyWithSecret {
  readonly key: ApiKey
  readonly secret: string
}

/** Who a secret belongs to, and until when (ISO 8601 UTC; null: until it is revoked). */
export interface KnownKey {
  readonly caller: Caller
  readonly good_until: string | null
}

/** Whose a secret is that opens nothing any more, and why not. */
export interface RefusedKey {
  readonly actor: string
  readonly tenant: string
  readonly reason: 'expired' | 'revoked'
}

/** How somebody is looked up: `quietly`, as what is open checks it again, is no use of the key or session. */
export interface LookUp {
  readonly quietly?: boolean
}

export interface ApiKeys {
  /**
   * Makes a key. The secret is returned only here; `made` is false for a preset one that was there. Throws `Refused`
   * (`invalid`) for a preset that is too weak.
   */
  create(key: NewApiKey): Promise<ApiKeyWithSecret & { readonly made: boolean }>
  list(tenant: string): Promise<readonly ApiKey[]>
  /** Undefined when there is no such key. */
  find(tenant: string, id: string): Promise<ApiKey | undefined>
  /** Revokes a key and ends its actor's sessions. False when there is no such key. */
  revoke(tenant: string, id: string): Promise<boolean>
  /**
   * Gives the key another secret; the one before it opens until `former_until` (ISO 8601 UTC), any before that nothing
   * any more. The same preset `secret` again changes nothing. Undefined when there is no such key, or it opens nothing.
   */
  rotate(
    tenant: string,
    id: string,
    rotation: { readonly former_until: string; readonly secret?: string },
  ): Promise<(ApiKeyWithSecret & { readonly rotated: boolean }) | undefined>
  /** The caller behind a bearer secret, or undefined. */
  authenticate(secret: string): Promise<Caller | undefined>
  /** The same, with the time that it ends by itself. */
  look(secret: string, how?: LookUp): Promise<KnownKey | undefined>
  /** Of a secret that opens nothing; undefined where it never opened anything. */
  whyRefused(secret: string): Promise<RefusedKey | undefined>
}
