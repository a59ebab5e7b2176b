/** Reads an installation from Slack’s OAuth response. */
import type { OauthV2AccessResponse } from '@slack/web-api'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Installation, OauthState, Tokens } from '../../../../../ports/slack/installations.ts'
import { ownTenant } from '../workspaces/own-tenant.ts'

type NewInstallation = { readonly installation: Installation; readonly tokens: Tokens }

/**
 * The installation in a workspace, or in a whole organisation (`team: null`, docs.slack.dev, “Developing apps for
 * Enterprise orgs”). Undefined for one without a bot.
 */
export function installationOf(
  { clock }: { readonly clock: Clock },
  answer: OauthV2AccessResponse,
  { actor, tenant }: Pick<OauthState, 'actor' | 'tenant'>,
): NewInstallation | undefined {
  const {
    team,
    enterprise,
    authed_user,
    access_token: bot,
    token_type,
    bot_user_id: bot_user,
    app_id = '',
    scope = '',
    refresh_token,
    expires_in,
    is_enterprise_install,
  } = answer
  const owner = is_enterprise_install === true ? enterprise : team
  if (owner?.id === undefined || bot === undefined || bot_user === undefined || token_type !== 'bot') return undefined
  const now = clock.now()
  return {
    installation: {
      team: owner.id,
      tenant: tenant ?? ownTenant(owner.id),
      name: owner.name ?? owner.id,
      enterprise: enterprise?.id ?? null,
      app_id,
      bot_id: '',
      bot_user,
      scopes: scope.split(','),
      installed_by: actor,
      installer: authed_user?.id ?? null,
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
