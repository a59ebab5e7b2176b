/** The Slack app: the settings that belong together. */
import type { SlackSettings } from '../../adapters/inbound/slack/slack-settings.ts'
import { InvalidConfig } from './invalid-config.ts'
import type { Environment } from './environment.ts'
import { settingText } from './setting-text.ts'
import { SETTINGS, type SettingValues } from './settings-table.ts'

/** The settings of Slack that come from the environment alone. */
export type SlackConfig = Omit<SlackSettings, 'tenant' | 'public_url'>

/** Undefined where no app is named. Throws `InvalidConfig` for settings that do not go together. */
export function slackConfig(values: SettingValues, env: Environment): SlackConfig | undefined {
  const {
    slack_signing_secret: signing_secret,
    slack_bot_token: bot_token,
    slack_client_id: client_id,
    slack_client_secret: client_secret,
    slack_app_token: app_token,
    slack_api_url: api_url,
    slack_tenancy: tenancy,
    slack_sign_in: sign_in,
    support_url,
    privacy_url,
    public_url,
  } = values
  if ([signing_secret, bot_token, client_id, client_secret, app_token].every((value) => value === undefined))
    return undefined
  if ((client_id === undefined) !== (client_secret === undefined))
    needs('SLACK_CLIENT_ID and SLACK_CLIENT_SECRET: set both, or none.')
  // With a token, the app's id and secret are for signing in alone.
  const installs = client_id !== undefined && !(sign_in && bot_token !== undefined)
  if ((bot_token === undefined) !== installs)
    needs('SLACK_BOT_TOKEN: set it for one workspace, or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many; not both.')
  if (tenancy === 'workspace' && !installs)
    needs(
      'SLACK_TENANCY: workspace is for many workspaces, by SLACK_CLIENT_ID and SLACK_CLIENT_SECRET; leave it ' +
        'out for one.',
    )
  if (signing_secret === undefined && app_token === undefined)
    needs('SLACK_SIGNING_SECRET: set it, or SLACK_APP_TOKEN for Socket Mode: without one nothing comes in.')
  if (installs && public_url === undefined)
    needs(
      'DOCGEN_PUBLIC_URL: set the https address under which people reach this service: Slack sends them back ' +
        'to it when they install the app.',
    )
  return {
    signing_secret,
    bot_token,
    currentBotToken: () => settingText(env, SETTINGS.slack_bot_token).text,
    oauth: !installs || client_secret === undefined ? undefined : { client_id, client_secret },
    app_token,
    api_url,
    tenancy,
    sign_in,
    support_url,
    privacy_url,
  }
}

function needs(what: string): never {
  throw new InvalidConfig(`${what} See docs/slack.md, and start again.`)
}
