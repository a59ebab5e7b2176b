/** The tables of accounts, as kysely sees them. Times are ISO 8601 UTC texts. */
import type { Generated } from 'kysely'
import type { Role } from '../../../domain/kernel/access.ts'

/** The tables of people, keys, sign-ins and sessions. */
export interface AccountTables {
  people: {
    actor: string
    tenant: string
    name: string
    /** The roles of a person; keys have their own. */
    roles: Generated<Role[]>
    /** The person's Slack workspace and user; both null for keys. */
    slack_team: string | null
    slack_user: string | null
    locale: string | null
    zone: string | null
    active: Generated<boolean>
    refreshed_at: string | null
  }
  api_keys: {
    id: string
    secret_hash: Uint8Array
    name: string
    actor: string
    tenant: string
    roles: Role[]
    created_at: string
    revoked_at: string | null
  }
  sign_ins: TokenTable
  sessions: TokenTable
}

/** A token as its SHA-256, with the caller it was issued for. */
interface TokenTable {
  token_hash: Uint8Array
  actor: string
  tenant: string
  roles: Role[]
  expires_at: string
}
