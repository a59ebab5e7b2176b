/** Reads who somebody is from the claims of a token or of the user info (OpenID Connect Core §5.1). */
import type { Role } from '../../../domain/kernel/access.ts'
import type { ProvedIdentity, ProviderRefusal } from '../../../ports/people/identity-providers.ts'
import { issuerTenant } from './issuer-tenant.ts'
import type { ProviderSettings } from './provider-settings.ts'
import { refusal } from './refusals.ts'

export type Claims = Readonly<Record<string, unknown>>

/** OpenID Connect Core §2. */
const MAX_SUBJECT = 255
const MAX_NAME = 200
/** RFC 5321 §4.5.3.1. */
const MAX_EMAIL = 254
const MAX_TENANT = 300
const MAX_GROUPS = 1000
const MAX_GROUP = 200

const EMAIL = /^[^\s@]+@[^\s@]+$/
const SLACK_TEAM = 'https://slack.com/team_id'
const SLACK_USER = 'https://slack.com/user_id'
const SLACK_ID = /^[A-Z0-9]{2,50}$/

interface Reading {
  /** As the claims were checked against it. */
  readonly issuer: string
  /** Whether the claims are all that the provider says, so that a person without groups has none. */
  readonly whole: boolean
}

/** Who the claims are about, or why they are nobody. */
export function readIdentity(
  settings: ProviderSettings,
  claims: Claims,
  { issuer, whole }: Reading,
): ProvedIdentity | ProviderRefusal {
  const subject = text(claims['sub'], MAX_SUBJECT)
  if (subject === undefined) return refusal('malformed', 'The claim “sub” is missing, or too long.')
  const slack = settings.method === 'slack' ? slackUser(claims) : undefined
  if (settings.method === 'slack' && slack === undefined)
    return refusal('malformed', 'Slack names no workspace and user.')
  const tenant = tenantOf(settings, issuer, claims)
  if (tenant === null) return refusal('wrong_tenant', `The claim “${settings.tenant_claim}” is missing, or no text.`)
  const email = text(claims['email'], MAX_EMAIL)?.toLowerCase()
  const known = email !== undefined && EMAIL.test(email) ? email : undefined
  return {
    provider: settings.id,
    issuer,
    subject,
    tenant,
    slack,
    name: nameOf(claims),
    email: known,
    // Some providers write it as a text.
    email_proved: known !== undefined && [true, 'true'].includes(claims['email_verified'] as string),
    locale: text(claims['locale'], 35)?.replaceAll('_', '-'),
    zone: text(claims['zoneinfo'], 60),
    rights: rightsOf(settings, claims) ?? (whole && slack === undefined ? { groups: [], roles: [] } : undefined),
  }
}

/** Whether the claims lack something that the user info may have. */
export const isThin = ({ groups_claim }: ProviderSettings, claims: Claims): boolean =>
  nameOf(claims) === '' ||
  claims['email'] === undefined ||
  (groups_claim !== undefined && valueAt(claims, groups_claim) === undefined)

/** Without control characters; undefined for what is no text, empty or too long. */
function text(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= longest && !/\p{Cc}/u.test(value)
    ? value
    : undefined
}

function nameOf(claims: Claims): string {
  const given = [claims['given_name'], claims['family_name']].filter((part) => typeof part === 'string').join(' ')
  const named = [claims['name'], given, claims['nickname'], claims['preferred_username'], claims['email']]
  return named.map((name) => text(name, MAX_NAME)?.trim()).find((name) => name !== undefined && name !== '') ?? ''
}

function slackUser(claims: Claims): ProvedIdentity['slack'] {
  const [team, user] = [text(claims[SLACK_TEAM], 50), text(claims[SLACK_USER], 50)]
  return team !== undefined && user !== undefined && SLACK_ID.test(team) && SLACK_ID.test(user)
    ? { team, user }
    : undefined
}

/** Undefined for the installation's own; null where the claim that must say it does not. */
function tenantOf({ tenant_claim }: ProviderSettings, issuer: string, claims: Claims): string | undefined | null {
  if (tenant_claim === undefined) return undefined
  const value = text(valueAt(claims, tenant_claim), MAX_TENANT)
  return value === undefined ? null : issuerTenant(issuer, value)
}

function rightsOf(settings: ProviderSettings, claims: Claims): ProvedIdentity['rights'] {
  const named = groupsOf(settings, claims)
  if (named === undefined) return undefined
  const groups = [...new Set(named.flatMap((group) => text(group, MAX_GROUP) ?? []))].slice(0, MAX_GROUPS)
  const given = new Set<Role>(groups.flatMap((group) => settings.roles?.get(group) ?? []))
  return { groups: groups.toSorted(), roles: [...given].toSorted() }
}

function groupsOf({ groups_claim }: ProviderSettings, claims: Claims): readonly unknown[] | undefined {
  const value = groups_claim === undefined ? undefined : valueAt(claims, groups_claim)
  return value === undefined ? undefined : [value].flat()
}

/** What an operator should know of the groups: some are left out. Undefined where all were read. */
export function groupsLeftOut(settings: ProviderSettings, claims: Claims): string | undefined {
  const { groups_claim } = settings
  if (groups_claim === undefined) return undefined
  // Entra ID names no groups of a person who is in more than 200 (“overage”).
  const elsewhere = claims['_claim_names']
  if (
    claims['hasgroups'] !== undefined ||
    (typeof elsewhere === 'object' && elsewhere !== null && groups_claim in elsewhere)
  )
    return 'The person is in more groups than the provider names: give it those that are assigned to the application.'
  const named = groupsOf(settings, claims) ?? []
  const unreadable = named.some((group) => text(group, MAX_GROUP) === undefined)
  return named.length > MAX_GROUPS || unreadable
    ? `Groups were left out: at most ${MAX_GROUPS} are read, each a text of up to ${MAX_GROUP} characters.`
    : undefined
}

/** The claim of this name, or at this path: `realm_access.roles`. */
function valueAt(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  let value: unknown = claims
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Claims)[part]
  }
  return value
}
