/** Reads an installation from Slack’s OAuth response. */
import type { OauthV2AccessResponse } from '@slack/web-api'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Installation, OauthState, Tokens } from '../../../../../ports/slack/installations.ts'
import { ownTenant } from './own-tenant.ts'

type NewInstallation = { readonly installation: Installation; readonly tokens: Tokens }

/** Undefined for an installation without a bot, or for a whole organisation. */
export function installationOf(
  { clock }: { readonly clock: Clock },
  answer: OauthV2AccessResponse,
  { actor, tenant }: Pick<OauthState, 'actor' | 'tenant'>,
): NewInstallation | undefined {
  const {
    team,
    enterprise,
    access_token: bot,
    token_type,
    bot_user_id: bot_user,
    app_id = '',
    scope = '',
    refresh_token,
    expires_in,
    is_enterprise_install,
  } = answer
  if (
    team?.id === undefined ||
    bot === undefined ||
    bot_user === undefined ||
    token_type !== 'bot' ||
    is_enterprise_install === true
  )
    return undefined
  const now = clock.now()
  return {
    installation: {
      team: team.id,
      tenant: tenant ?? ownTenant(team.id),
      name: team.name ?? team.id,
      enterprise: enterprise?.id ?? null,
      app_id,
      bot_id: '',
      bot_user,
      scopes: scope.split(','),
      installed_by: actor,
      installed_at: now,
    },
    tokens: {
      bot,
      ...(refresh_token === undefined
        ? {}
        : { refresh: refresh_token, expires_at: new Date(Date.parse(now) + (expires_in ?? 0) * 1000).toISOString() }),
    },
  }
}
