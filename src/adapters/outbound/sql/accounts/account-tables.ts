/** The tables of accounts, as kysely sees them. Times are ISO 8601 UTC texts. */
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { SignInLinkKind, SignInMethod } from '../../../../domain/account/account-events.ts'
import type { AccessScope } from '../../../../domain/account/scopes.ts'
import type { Role } from '../../../../domain/kernel/access.ts'

/** A MAC over what a row grants, as `RowMacs` makes it. */
export type RowMac = Uint8Array & { readonly of: 'what the row grants' }

/** A column that grants something: given when the row is added, changed by `changeRows` alone, which signs the row. */
type Granting<Value> = ColumnType<Value, Value, never>
/** The same, with a default. */
type GrantingGenerated<Value> = ColumnType<Value, Value | undefined, never>
type GrantingOptional<Value> = ColumnType<Value | null, Value | null | undefined, never>

interface Signed {
  /** Null in rows that an instance of a version before 0021 wrote. */
  mac: ColumnType<Uint8Array | null, RowMac, never>
}

/** The tables of people, keys, sign-in links and sessions. */
export interface AccountTables {
  people: Signed & {
    actor: Granting<string>
    tenant: Granting<string>
    name: string
    kind: GrantingGenerated<'person' | 'guest' | 'key'>
    /** Granted by an admin; keys have their own. */
    roles: GrantingGenerated<Role[]>
    issuer_roles: GrantingGenerated<Role[]>
    groups: GrantingGenerated<string[]>
    issuer_groups: GrantingGenerated<string[]>
    email: GrantingOptional<string>
    email_proved: GrantingGenerated<boolean>
    /** The person's Slack workspace and user; both null for everybody else. */
    slack_team: GrantingOptional<string>
    slack_user: GrantingOptional<string>
    locale: string | null
    zone: string | null
    active: GrantingGenerated<boolean>
    refreshed_at: string | null
    joined_into: GrantingOptional<string>
    last_sign_in_at: string | null
    /** By an admin. */
    deactivated: GrantingGenerated<boolean>
  }
  identities: Signed & {
    tenant: Granting<string>
    issuer: Granting<string>
    subject: Granting<string>
    actor: Granting<string>
    added_at: string
  }
  api_keys: Signed & {
    id: Granting<string>
    secret_hash: Granting<Uint8Array>
    name: string
    actor: Granting<string>
    tenant: Granting<string>
    roles: Granting<Role[]>
    created_at: string
    revoked_at: GrantingOptional<string>
    scopes: GrantingOptional<AccessScope[]>
    expires_at: GrantingOptional<string>
    last_used_at: string | null
    made_by: string | null
    former_hash: GrantingOptional<Uint8Array>
    former_until: GrantingOptional<string>
  }
  sign_ins: Signed & {
    token_hash: Granting<Uint8Array>
    id: Granting<string>
    actor: Granting<string>
    tenant: Granting<string>
    /** Of versions before 0009; roles are looked up when the link is used. */
    roles: Role[]
    kind: Granting<SignInLinkKind>
    expires_at: Granting<string>
    used_at: GrantingOptional<string>
    /** A digest of the address that it was mailed to. */
    mailed_to: GrantingOptional<string>
    hand_over: GrantingOptional<string>
  }
  sessions: Signed & {
    token_hash: Granting<Uint8Array>
    id: Granting<string>
    actor: Granting<string>
    tenant: Granting<string>
    /** Of versions before 0009; roles are looked up with each request. */
    roles: Role[]
    method: GrantingGenerated<SignInMethod>
    device: Generated<string>
    begun_at: string | null
    last_used_at: string | null
    /** Unless it is used; never after `ends_at`. */
    expires_at: string
    ends_at: GrantingOptional<string>
    only_generation: GrantingOptional<string>
    hand_over: GrantingOptional<string>
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
  template_links: Signed & {
    id: Granting<string>
    token_hash: Granting<Uint8Array>
    tenant: Granting<string>
    template_id: Granting<string>
    title: string
    asks_email: Granting<boolean>
    made_by: string
    made_at: string
    expires_at: Granting<string>
    uses: Granting<number>
    used: Generated<number>
    withdrawn_at: GrantingOptional<string>
    withdrawn_by: string | null
  }
  outsiders: Signed & {
    actor: Granting<string>
    link: Granting<string>
    tenant: Granting<string>
    generation: Granting<string>
    /** An address that was proved, or what somebody called themselves. */
    name: string | null
    email_proved: Granting<boolean>
    begun_at: string
    returns_until: Granting<string>
    once_hash: Granting<Uint8Array>
    return_hash: Granting<Uint8Array>
  }
  address_proofs: Signed & {
    token_hash: Granting<Uint8Array>
    link: Granting<string>
    email: Granting<string>
    made_at: string
    expires_at: Granting<string>
    used_at: GrantingOptional<string>
  }
  hand_overs: Signed & {
    id: Granting<string>
    tenant: Granting<string>
    generation: Granting<string>
    question: Granting<string | null>
    actor: Granting<string>
    made_by: string
    made_at: string
    mail: string | null
    opened_at: string | null
    withdrawn_at: GrantingOptional<string>
  }
  access_changes: {
    seq: GeneratedAlways<number>
    actor: string
    at: string
    /** A transaction's id, `xid8`. */
    xid: Generated<string>
  }
}
