/** The OpenID providers: the settings that belong together. */
import type { ProviderSettings } from '../../adapters/outbound/openid/provider-settings.ts'
import type { RefreshTimes } from '../../commands/account/issuers/refresh-issuer-sessions.ts'
import { InvalidConfig } from './invalid-config.ts'
import type { ReadProvider } from './settings/openid-settings.ts'
import type { SettingValues } from './settings-table.ts'

export interface OpenIdConfig {
  readonly providers: readonly ProviderSettings[]
  readonly refresh: RefreshTimes
}

const SINGLE = [
  ['openid_client_id', 'DOCGEN_OIDC_CLIENT_ID'],
  ['openid_client_secret', 'DOCGEN_OIDC_CLIENT_SECRET'],
  ['openid_name', 'DOCGEN_OIDC_NAME'],
  ['openid_scopes', 'DOCGEN_OIDC_SCOPES'],
  ['openid_groups_claim', 'DOCGEN_OIDC_GROUPS_CLAIM'],
  ['openid_roles', 'DOCGEN_OIDC_ROLES'],
  ['openid_tenant_claim', 'DOCGEN_OIDC_TENANT_CLAIM'],
  ['openid_audience', 'DOCGEN_OIDC_AUDIENCE'],
] as const

const LOOPBACK = /^(localhost|::1|127\.)/

/** Throws `InvalidConfig` for settings that do not go together. */
export function openIdConfig(values: SettingValues): OpenIdConfig {
  const providers = [...openIdProviders(values), ...slackProvider(values)]
  if (providers.length > 0 && values.public_url === undefined && !LOOPBACK.test(values.host))
    needs('DOCGEN_PUBLIC_URL: set the address under which people reach this service: providers send them back to it.')
  return {
    providers,
    refresh: { every_minutes: values.openid_refresh_minutes, away_hours: values.openid_away_hours },
  }
}

function openIdProviders(values: SettingValues): ProviderSettings[] {
  const { openid_issuer: issuer, openid_client_id: client_id, openid_providers: several } = values
  const named = SINGLE.find(([field]) => values[field] !== undefined)?.[1]
  if (several !== undefined) {
    if (issuer !== undefined || named !== undefined)
      needs(`DOCGEN_OIDC_PROVIDERS: it stands instead of ${named ?? 'DOCGEN_OIDC_ISSUER'}. Set one of the two.`)
    const twice = several.find(({ id }, index) => id === 'slack' || several.findIndex((one) => one.id === id) !== index)
    if (twice !== undefined)
      needs(`DOCGEN_OIDC_PROVIDERS: the id “${twice.id}” is taken. Give each provider an id of its own.`)
    return several.map(providerOf)
  }
  if (issuer === undefined) {
    if (named !== undefined) needs(`${named}: it is for the provider that DOCGEN_OIDC_ISSUER names. Set that, too.`)
    return []
  }
  if (client_id === undefined)
    needs('DOCGEN_OIDC_CLIENT_ID: set what this service is called at DOCGEN_OIDC_ISSUER; its admin knows it.')
  return [
    providerOf({
      id: 'openid',
      issuer,
      client_id,
      client_secret: values.openid_client_secret,
      name: values.openid_name ?? new URL(issuer).host,
      scopes: values.openid_scopes,
      groups_claim: values.openid_groups_claim,
      roles: values.openid_roles,
      tenant_claim: values.openid_tenant_claim,
      audience: values.openid_audience,
    }),
  ]
}

const providerOf = ({ groups_claim, roles, ...provider }: ReadProvider): ProviderSettings => ({
  ...provider,
  method: 'openid',
  roles,
  groups_claim: groups_claim ?? (roles === undefined ? undefined : 'groups'),
})

/** Slack's own issuer stands where its Web API does. */
function slackProvider({
  slack_sign_in,
  slack_client_id: client_id,
  slack_client_secret: client_secret,
  slack_api_url,
}: SettingValues): ProviderSettings[] {
  if (!slack_sign_in) return []
  if (client_id === undefined || client_secret === undefined)
    needs('SLACK_SIGN_IN: it needs SLACK_CLIENT_ID and SLACK_CLIENT_SECRET of the app. Set both.')
  const issuer = new URL(slack_api_url).origin
  return [
    { id: 'slack', name: 'Slack', method: 'slack', issuer, client_id, client_secret, scopes: 'openid profile email' },
  ]
}

function needs(what: string): never {
  throw new InvalidConfig(`${what} See docs/sign-in.md, and start again.`)
}
