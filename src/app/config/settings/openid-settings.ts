/** The settings of OpenID providers: lines of the table of settings, and how their texts are read. */
import { z } from 'zod'
import { ROLES, type Role } from '../../../domain/kernel/access.ts'
import { text, wholeNumber } from '../value-kinds.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

const TAKES_ISSUER =
  'must be the https address of an issuer, as its discovery document names it, without query; http is for this ' +
  'machine only'

/** OpenID Connect Discovery §3: no query, no fragment. */
const issuer = z.string().refine((written) => {
  if (!URL.canParse(written)) return false
  const { protocol, hostname, search, hash, username } = new URL(written)
  if (search !== '' || hash !== '' || username !== '' || /[?#]/.test(written)) return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}, TAKES_ISSUER)

const scopes = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+( +[\x21\x23-\x5b\x5d-\x7e]+)*$/, 'takes scopes with spaces between')
  .refine((written) => written.split(' ').includes('openid'), 'must have the scope openid among them')

const TAKES_ROLES = `takes “group=role” with commas between; roles are ${ROLES.join(', ')}`

const isRole = (word: string): word is Role => (ROLES as readonly string[]).includes(word)

/** The names of groups may have “=” in them, but no comma: for those there is the form of an object. */
const rolesOfText = z.string().transform((written, context): ReadonlyMap<string, readonly Role[]> => {
  const pairs = written.split(',').map((pair) => {
    const at = pair.lastIndexOf('=')
    return [pair.slice(0, Math.max(at, 0)).trim(), pair.slice(at + 1).trim()] as const
  })
  return readRoles(pairs, context)
})

const rolesOfObject = z.record(z.string(), z.union([z.string(), z.array(z.string())])).transform((written, context) =>
  readRoles(
    Object.entries(written).flatMap(([group, given]) =>
      [given].flat().map((role): readonly [string, string] => [group, role]),
    ),
    context,
  ),
)

function readRoles(
  pairs: readonly (readonly [string, string])[],
  context: z.RefinementCtx,
): ReadonlyMap<string, readonly Role[]> {
  const roles = new Map<string, readonly Role[]>()
  for (const [group, role] of pairs) {
    if (group === '' || !isRole(role)) {
      context.addIssue({ code: 'custom', message: TAKES_ROLES })
      return z.NEVER
    }
    roles.set(group, [...(roles.get(group) ?? []), role])
  }
  return roles
}

const shortName = z.string().min(1).max(60, 'must have at most 60 characters')

/** One of several providers. */
const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'takes up to 32 small letters, digits and hyphens'),
  issuer,
  client_id: text,
  client_secret: text.optional(),
  name: shortName,
  scopes: scopes.optional(),
  groups_claim: text.optional(),
  roles: z.union([rolesOfText, rolesOfObject]).optional(),
  tenant_claim: text.optional(),
  audience: text.optional(),
})

export type ReadProvider = z.output<typeof provider>

const providers = z.string().transform((written, context): readonly ReadProvider[] => {
  const read = z.array(provider).min(1).safeParse(parseJson(written))
  if (read.success) return read.data
  const [problem] = read.error.issues
  const place = problem?.path.join('.') ?? ''
  context.addIssue({
    code: 'custom',
    message:
      'takes a JSON list of providers, each with id, issuer, client_id and name: ' +
      `${place === '' ? '' : `${place}: `}${problem?.message ?? ''}`,
  })
  return z.NEVER
})

function parseJson(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}

/** For the table of settings. */
export const OPENID_SETTINGS = {
  openid_issuer: {
    name: 'DOCGEN_OIDC_ISSUER',
    reads: issuer,
    means: 'the address of the [OpenID provider](sign-in.md) that people sign in with, with the next',
  },
  openid_client_id: { name: 'DOCGEN_OIDC_CLIENT_ID', reads: text, means: 'what this service is called there' },
  openid_client_secret: {
    name: 'DOCGEN_OIDC_CLIENT_SECRET',
    reads: text,
    hides: 'all',
    means: 'its secret there; without one it is a public client',
  },
  openid_name: {
    name: 'DOCGEN_OIDC_NAME',
    reads: shortName,
    otherwise: 'the name of its host',
    means: 'what the button says after “Continue with”',
  },
  openid_scopes: {
    name: 'DOCGEN_OIDC_SCOPES',
    reads: scopes,
    otherwise: '`openid profile email`, and `offline_access` where it has it',
    means: 'what is asked of it',
  },
  openid_groups_claim: {
    name: 'DOCGEN_OIDC_GROUPS_CLAIM',
    reads: text,
    otherwise: '`groups` with `DOCGEN_OIDC_ROLES`',
    means: 'the claim with a person’s groups, or a path to it: `realm_access.roles`',
  },
  openid_roles: {
    name: 'DOCGEN_OIDC_ROLES',
    reads: rolesOfText,
    means: 'the roles that groups give: `docgen-admins=admin,lawyers=author`',
  },
  openid_tenant_claim: {
    name: 'DOCGEN_OIDC_TENANT_CLAIM',
    reads: text,
    otherwise: "the installation's",
    means: 'the claim by which people belong to [tenants](sign-in.md#tenants)',
  },
  openid_audience: {
    name: 'DOCGEN_OIDC_AUDIENCE',
    reads: text,
    means: 'the audience of its tokens that [the API takes](sign-in.md#tokens-for-the-api); without it none',
  },
  openid_providers: {
    name: 'DOCGEN_OIDC_PROVIDERS',
    reads: providers,
    hides: 'all',
    means: 'several providers, instead of the above: a [JSON list](sign-in.md#several-providers)',
  },
  openid_refresh_minutes: {
    name: 'DOCGEN_OIDC_REFRESH_MINUTES',
    reads: wholeNumber(1, 1440),
    default: '15',
    means: 'minutes after which a provider is asked again whether a session may go on, and with which groups',
  },
  openid_away_hours: {
    name: 'DOCGEN_OIDC_AWAY_HOURS',
    reads: wholeNumber(0, 720),
    default: '24',
    means: 'hours that a session goes on while its provider does not answer',
  },
} as const
