/**
 * The columns by which somebody may come in or do something: each row of these tables has a MAC over them. A column
 * that comes later is added with the value of rows that were there before, so that their MACs stay right.
 */
import type { AccountTables } from '../account-tables.ts'

export type SignedTable = Extract<
  keyof AccountTables,
  | 'people'
  | 'identities'
  | 'api_keys'
  | 'sign_ins'
  | 'sessions'
  | 'template_links'
  | 'outsiders'
  | 'address_proofs'
  | 'hand_overs'
>

/** By table: what names a row, what names it for operators, and the columns with the value of one that is left out. */
interface SignedColumns {
  readonly key: readonly string[]
  readonly shown: string
  readonly columns: Readonly<Record<string, unknown>>
}

export const GRANTING: Readonly<Record<SignedTable, SignedColumns>> = {
  people: {
    key: ['actor'],
    shown: 'actor',
    columns: {
      actor: null,
      tenant: null,
      kind: 'person',
      roles: [],
      issuer_roles: [],
      groups: [],
      issuer_groups: [],
      active: true,
      deactivated: false,
      joined_into: null,
      // By these somebody is found who signs in.
      email: null,
      email_proved: false,
      slack_team: null,
      slack_user: null,
    },
  },
  identities: {
    key: ['tenant', 'issuer', 'subject'],
    shown: 'actor',
    columns: { tenant: null, issuer: null, subject: null, actor: null },
  },
  api_keys: {
    key: ['id'],
    shown: 'id',
    columns: {
      id: null,
      secret_hash: null,
      actor: null,
      tenant: null,
      roles: [],
      scopes: null,
      expires_at: null,
      revoked_at: null,
      former_hash: null,
      former_until: null,
    },
  },
  sign_ins: {
    key: ['token_hash'],
    shown: 'id',
    columns: {
      token_hash: null,
      id: null,
      actor: null,
      tenant: null,
      kind: 'own',
      expires_at: null,
      used_at: null,
      mailed_to: null,
      hand_over: null,
    },
  },
  sessions: {
    key: ['token_hash'],
    shown: 'id',
    columns: {
      token_hash: null,
      id: null,
      actor: null,
      tenant: null,
      method: 'link',
      ends_at: null,
      only_generation: null,
      hand_over: null,
    },
  },
  template_links: {
    key: ['id'],
    shown: 'id',
    columns: {
      id: null,
      token_hash: null,
      tenant: null,
      template_id: null,
      asks_email: null,
      expires_at: null,
      uses: null,
      withdrawn_at: null,
    },
  },
  outsiders: {
    key: ['actor'],
    shown: 'actor',
    columns: {
      actor: null,
      link: null,
      tenant: null,
      generation: null,
      email_proved: null,
      returns_until: null,
      once_hash: null,
      return_hash: null,
    },
  },
  address_proofs: {
    key: ['token_hash'],
    shown: 'link',
    columns: { token_hash: null, link: null, email: null, expires_at: null, used_at: null },
  },
  hand_overs: {
    key: ['id'],
    shown: 'id',
    columns: { id: null, tenant: null, generation: null, question: null, actor: null, withdrawn_at: null },
  },
}

export const SIGNED_TABLES = Object.keys(GRANTING) as readonly SignedTable[]
