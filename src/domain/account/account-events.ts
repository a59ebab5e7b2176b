/**
 * Security events: what happened to an account, in a stream of its own (ADR 24). They hold ids and words of ours only:
 * no name, address or secret.
 */
import { z } from 'zod'
import { ROLES } from '../kernel/access.ts'
import type { DomainEvent } from '../kernel/event.ts'
import { streamPart } from '../kernel/stream-part.ts'

/** How somebody came in. `template_link`: without an account. */
export const SIGN_IN_METHODS = [
  'link',
  'invitation',
  'email',
  'openid',
  'slack',
  'key',
  'template_link',
  'handed_over',
] as const
export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

/** Why somebody was not let in, in words that logs and the audit can be searched for. */
export const REFUSAL_REASONS = [
  'unknown',
  'used',
  'expired',
  'revoked',
  'withdrawn',
  'used_up',
  'inactive',
  'wrong_state',
  'wrong_nonce',
  'wrong_signature',
  'wrong_algorithm',
  'wrong_audience',
  'wrong_issuer',
  'wrong_tenant',
  'wrong_scope',
  'not_proved',
  'denied',
  'issuer_unavailable',
  'issuer_nonsense',
  'malformed',
  'collision',
  'not_published',
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** What links are for: the owner’s first start, an invitation, an admin’s or one’s own sign-in, e-mail. */
export const SIGN_IN_LINK_KINDS = ['owner', 'invitation', 'own', 'email', 'handed_over'] as const
export type SignInLinkKind = (typeof SIGN_IN_LINK_KINDS)[number]

const id = z.string().min(1).max(200)
const roles = z.array(z.enum(ROLES))
const at = z.iso.datetime()

export const accountEventSchemas = {
  /** `issuer` is the address of the OpenID provider. */
  SignedIn: z.strictObject({ session: z.uuid(), method: z.enum(SIGN_IN_METHODS), issuer: z.string().optional() }),
  SignInRefused: z.strictObject({
    method: z.enum([...SIGN_IN_METHODS, 'token', 'session']),
    reason: z.enum(REFUSAL_REASONS),
    issuer: z.string().optional(),
  }),
  SessionEnded: z.strictObject({
    session: z.uuid(),
    because: z.enum([
      'signed_out',
      'signed_out_everywhere',
      'ended_by_admin',
      'rights_changed',
      'issuer',
      'deactivated',
      'link_withdrawn',
      'taken_back',
    ]),
    /** The session that goes on in its place, with `rights_changed`. */
    followed_by: z.uuid().optional(),
  }),
  SignInLinkMade: z.strictObject({ link: z.uuid(), kind: z.enum(SIGN_IN_LINK_KINDS), expires_at: at }),
  PersonAdded: z.strictObject({
    method: z.enum([...SIGN_IN_METHODS, 'first_start']),
    kind: z.enum(['person', 'guest', 'outsider']),
    issuer: z.string().optional(),
    /** The template's link by which an outsider came. */
    link: z.uuid().optional(),
  }),
  /** All that the person has from now on, beside what their issuer’s groups give. */
  RolesChanged: z.strictObject({ roles, issuer_roles: roles }),
  GroupsChanged: z.strictObject({ groups: z.array(z.string()), issuer_groups: z.array(z.string()) }),
  PersonDeactivated: z.strictObject({}),
  PersonReactivated: z.strictObject({}),
  /** `joined` is known by this account from now on. */
  AccountsJoined: z.strictObject({ joined: id }),
  /** A further way in. */
  IdentityAdded: z.strictObject({ issuer: z.string() }),
  IdentityRemoved: z.strictObject({ issuer: z.string() }),
  KeyMade: z.strictObject({
    key: z.uuid(),
    roles,
    scopes: z.array(z.string()).optional(),
    expires_at: at.optional(),
  }),
  /** The former secret opens until `former_until`. */
  KeyRotated: z.strictObject({ key: z.uuid(), former_until: at }),
  KeyRevoked: z.strictObject({ key: z.uuid() }),
  /** A template's link for people without an account, in the stream of the link. */
  TemplateLinkMade: z.strictObject({
    link: z.uuid(),
    template: id,
    expires_at: at,
    uses: z.int(),
    asks_email: z.boolean(),
  }),
  TemplateLinkWithdrawn: z.strictObject({ link: z.uuid() }),
  /** A mail with a link: to show an address before the beginning, or to come back. */
  TemplateLinkMailed: z.strictObject({ link: z.uuid(), mailed: z.enum(['proof', 'return']) }),
  /** Something needs a role, scope or right that the caller has not. */
  AccessRefused: z.strictObject({ operation: z.string(), needs: z.string() }),
  /** Somebody looked at a generation that is another’s, or fetched its document. */
  OthersGenerationRead: z.strictObject({ generation: id, requester: id }),
  OthersDocumentDownloaded: z.strictObject({ generation: id, requester: id }),
} as const

type Schemas = typeof accountEventSchemas

export type AccountEvent = { [Type in keyof Schemas]: DomainEvent<Type, z.infer<Schemas[Type]>> }[keyof Schemas]

const PREFIX = 'account-'

/** The stream of an account: a person’s or key’s actor id, or `strangersOf` a tenant. */
export function accountStream(actor: string): string {
  const [kind = '', ...name] = actor.split(':')
  const own = name.join(':')
  return `${PREFIX}${kind}-${/^[A-Za-z0-9-]+$/.test(own) ? own : streamPart(own)}`
}

/** The actor id whose account a stream is; undefined where the stream is another, or does not tell. */
export function accountOf(stream: string): string | undefined {
  const [, kind, own] = /^account-([a-z]+)-([^.].*)$/.exec(stream) ?? []
  return kind === undefined || own === undefined ? undefined : `${kind}:${own}`
}

/** The stream of those whom nobody knows, one for each tenant. */
export const strangersOf = (tenant: string): string => `strangers:${tenant}`
