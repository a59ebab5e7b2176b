/** The tables of accounts, as kysely sees them. Times are ISO 8601 UTC texts. */
import type { Generated, GeneratedAlways } from 'kysely'
import type { SignInLinkKind, SignInMethod } from '../../../../domain/account/account-events.ts'
import type { AccessScope } from '../../../../domain/account/scopes.ts'
import type { Role } from '../../../../domain/kernel/access.ts'

/** The tables of people, keys, sign-in links and sessions. */
export interface AccountTables {
  people: {
    actor: string
    tenant: string
    name: string
    kind: Generated<'person' | 'guest' | 'key'>
    /** Granted by an admin; keys have their own. */
    roles: Generated<Role[]>
    issuer_roles: Generated<Role[]>
    groups: Generated<string[]>
    issuer_groups: Generated<string[]>
    email: string | null
    email_proved: Generated<boolean>
    /** The person's Slack workspace and user; both null for everybody else. */
    slack_team: string | null
    slack_user: string | null
    locale: string | null
    zone: string | null
    active: Generated<boolean>
    refreshed_at: string | null
    joined_into: string | null
    last_sign_in_at: string | null
    /** By an admin. */
    deactivated: Generated<boolean>
  }
  identities: {
    tenant: string
    issuer: string
    subject: string
    actor: string
    added_at: string
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
    scopes: AccessScope[] | null
    expires_at: string | null
    last_used_at: string | null
    made_by: string | null
    former_hash: Uint8Array | null
    former_until: string | null
  }
  sign_ins: {
    token_hash: Uint8Array
    id: Generated<string>
    actor: string
    tenant: string
    /** Of versions before 0009; roles are looked up when the link is used. */
    roles: Role[]
    kind: Generated<SignInLinkKind>
    expires_at: string
    used_at: string | null
    /** A digest of the address that it was mailed to. */
    mailed_to: string | null
    hand_over: string | null
  }
  sessions: {
    token_hash: Uint8Array
    id: Generated<string>
    actor: string
    tenant: string
    /** Of versions before 0009; roles are looked up with each request. */
    roles: Role[]
    method: Generated<SignInMethod>
    device: Generated<string>
    begun_at: string | null
    last_used_at: string | null
    expires_at: string
    ends_at: string | null
    only_generation: string | null
    hand_over: string | null
    /** What the person could do when it began, in a text to compare. */
    rights: string | null
    issuer: string | null
    refresh: Uint8Array | null
    refreshed_at: string | null
  }
  invitations: {
    actor: string
    tenant: string
    made_by: string
    made_at: string
    expires_at: string
    mailed: boolean
    state: 'open' | 'accepted' | 'withdrawn'
  }
  template_links: {
    id: string
    token_hash: Uint8Array
    tenant: string
    template_id: string
    title: string
    asks_email: boolean
    made_by: string
    made_at: string
    expires_at: string
    uses: number
    used: Generated<number>
    withdrawn_at: string | null
    withdrawn_by: string | null
  }
  outsiders: {
    actor: string
    link: string
    tenant: string
    generation: string
    /** An address that was proved, or what somebody called themselves. */
    name: string | null
    email_proved: boolean
    begun_at: string
    returns_until: string
    once_hash: Uint8Array
    return_hash: Uint8Array
  }
  address_proofs: {
    token_hash: Uint8Array
    link: string
    email: string
    made_at: string
    expires_at: string
    used_at: string | null
  }
  hand_overs: {
    id: string
    tenant: string
    generation: string
    question: string | null
    actor: string
    made_by: string
    made_at: string
    mail: string | null
    opened_at: string | null
    withdrawn_at: string | null
  }
  access_changes: {
    seq: GeneratedAlways<number>
    actor: string
    at: string
    /** A transaction's id, `xid8`. */
    xid: Generated<string>
  }
}
