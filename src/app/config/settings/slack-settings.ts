/** The settings of Slack: lines of the table of settings, and how their texts are read. */
import { z } from 'zod'
import { text, yesOrNo } from '../value-kinds.ts'

const slackApi = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://slack.com/api/' })
  .transform((address) => address.replace(/\/?$/, '/'))
const botToken = z.string().regex(/^xox[be]/, 'must be a bot token, beginning with xoxb-')
const appToken = z.string().startsWith('xapp-', 'must be an app-level token, beginning with xapp-')
const tenancy = z.enum(['shared', 'workspace'], 'takes shared or workspace')

/** The lines of the table, by field. */
export const SLACK_SETTINGS = {
  slack_signing_secret: {
    name: 'SLACK_SIGNING_SECRET',
    reads: text,
    hides: 'all',
    means: 'the secret of the [Slack](slack.md) app, for Slack over HTTP',
  },
  slack_bot_token: {
    name: 'SLACK_BOT_TOKEN',
    reads: botToken,
    hides: 'all',
    means: 'its token, `xoxb-…`, for one workspace',
  },
  slack_client_id: { name: 'SLACK_CLIENT_ID', reads: text, means: 'for many workspaces, with the next' },
  slack_client_secret: { name: 'SLACK_CLIENT_SECRET', reads: text, hides: 'all', means: 'for many workspaces' },
  slack_app_token: {
    name: 'SLACK_APP_TOKEN',
    reads: appToken,
    hides: 'all',
    means: 'an app-level token, `xapp-…`, for Socket Mode',
  },
  slack_api_url: {
    name: 'SLACK_API_URL',
    reads: slackApi,
    default: 'https://slack.com/api/',
    means: "Slack's Web API",
  },
  slack_tenancy: {
    name: 'SLACK_TENANCY',
    reads: tenancy,
    default: 'shared',
    means: '`workspace` gives each workspace a tenant of its own',
  },
  slack_sign_in: {
    name: 'SLACK_SIGN_IN',
    reads: yesOrNo,
    default: 'false',
    means: 'whether people sign in to the console with Slack; needs `SLACK_CLIENT_ID` and `SLACK_CLIENT_SECRET`',
  },
} as const
