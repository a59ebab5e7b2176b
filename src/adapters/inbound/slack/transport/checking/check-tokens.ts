/** Asks Slack about the tokens: whose they are, and what they may do. Nothing is changed, no connection is opened. */
import { WebClient } from '@slack/web-api'
import type { InstalledWorkspace } from '../../../../../ports/slack/installations.ts'
import type { SlackFinding } from '../../../../../ports/slack/slack-check.ts'
import { BOT_SCOPES } from '../../manifest.ts'
import { callFailureOf, errorCodeOf, isRevoked } from '../calling/slack-errors.ts'
import { clientOptions, type SlackClientDeps } from '../workspaces/client-options.ts'
import { ok, unknown, wrong } from './findings.ts'

/** Whose the bot token of an installation is, and whether its scopes are those of the manifest. */
export async function checkBotToken(
  deps: SlackClientDeps,
  { name, tokens }: Pick<InstalledWorkspace, 'name' | 'tokens'>,
  reinstall: string,
): Promise<readonly SlackFinding[]> {
  try {
    const { team, url, is_enterprise_install, response_metadata } = await new WebClient(
      tokens.bot,
      clientOptions(deps),
    ).auth.test()
    const where =
      is_enterprise_install === true ? `the whole organisation ${team ?? name}` : `${team ?? name}, ${url ?? ''}`
    return [ok('token', `The bot token is good: ${where}`), ...checkScopes(response_metadata?.scopes, reinstall)]
  } catch (error) {
    if (isRevoked(error))
      return [wrong('token', `Slack refuses the bot token of ${name} (${errorCodeOf(error) ?? ''}).`, reinstall)]
    return [notReached('token', error)]
  }
}

/** Slack names the scopes of a token in the header `x-oauth-scopes` of each answer. */
function checkScopes(scopes: readonly string[] | undefined, reinstall: string): readonly SlackFinding[] {
  if (scopes === undefined) return []
  const missing = BOT_SCOPES.filter((scope) => !scopes.includes(scope))
  // Slack adds this one to every app with a bot user.
  const more = scopes.filter((scope) => !BOT_SCOPES.includes(scope) && scope !== 'identify')
  if (missing.length + more.length === 0) return [ok('scopes', 'The app may do what it needs, and no more.')]
  return [
    ...(missing.length === 0
      ? []
      : [wrong('scopes', `These are missing: ${missing.join(', ')}.`, `${ADD_SCOPES} ${reinstall}`)]),
    ...(more.length === 0
      ? []
      : [wrong('scopes', `These are not needed: ${more.join(', ')}.`, `${REMOVE_SCOPES} ${reinstall}`)]),
  ]
}

const ADD_SCOPES = 'Add them at api.slack.com/apps → “OAuth & Permissions” → “Bot Token Scopes”.'
const REMOVE_SCOPES = 'Remove them at api.slack.com/apps → “OAuth & Permissions” → “Bot Token Scopes”.'

/** Whether Socket Mode can be used: Slack gives an address for a connection, which is left unused. */
export async function checkAppToken(deps: SlackClientDeps, app_token: string): Promise<SlackFinding> {
  try {
    await new WebClient(app_token, clientOptions(deps)).apps.connections.open()
    return ok('app token', 'Slack offers a connection for Socket Mode.')
  } catch (error) {
    const code = errorCodeOf(error)
    if (code === undefined) return notReached('app token', error)
    return wrong(
      'app token',
      `Slack offers no connection for Socket Mode (${code}).`,
      code === 'socket_mode_not_enabled'
        ? 'Switch it on at api.slack.com/apps → “Socket Mode”.'
        : 'Make another at api.slack.com/apps → “Basic Information” → “App-Level Tokens”, with the scope ' +
            'connections:write, and set SLACK_APP_TOKEN to it.',
    )
  }
}

const notReached = (what: string, error: unknown): SlackFinding =>
  unknown(
    what,
    `Slack could not be asked (${callFailureOf(error)?.detail ?? 'no answer'}).`,
    'Check that this machine reaches slack.com, and try again.',
  )
