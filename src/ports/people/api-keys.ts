/** API keys: the way in for programs. Secrets are stored as hashes only. */
import type { Caller, Role } from '../../domain/kernel/access.ts'

/** An API key, without its secret. Times are ISO 8601 UTC. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly actor: string
  readonly tenant: string
  readonly roles: readonly Role[]
  readonly created_at: string
  readonly revoked_at: string | null
}

export interface NewApiKey {
  readonly name: string
  readonly tenant: string
  readonly roles: readonly Role[]
  /** Presets the secret (DOCGEN_ADMIN_KEY); the same one gives the same key again. */
  readonly secret?: string
}

export interface ApiKeys {
  /** Makes a key. The secret is returned only here. Throws `Refused` (`invalid`) for a preset that is too weak. */
  create(key: NewApiKey): Promise<{ readonly key: ApiKey; readonly secret: string }>
  list(tenant: string): Promise<readonly ApiKey[]>
  /** Revokes a key and ends its actor's sessions. False when there is no such key. */
  revoke(tenant: string, id: string): Promise<boolean>
  /** The caller behind a bearer secret, or undefined. */
  authenticate(secret: string): Promise<Caller | undefined>
}
