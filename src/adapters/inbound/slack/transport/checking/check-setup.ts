/** Looks at all of the set-up of Slack that can be wrong: `docgen slack check`. */
import type { Arrivals, ArrivalTimes } from '../../../../../ports/slack/arrivals.ts'
import type { Installations } from '../../../../../ports/slack/installations.ts'
import type { CheckSlack, SlackFinding } from '../../../../../ports/slack/slack-check.ts'
import type { SlackSettings } from '../../slack-settings.ts'
import type { SlackClientDeps } from '../workspaces/client-options.ts'
import type { Workspaces } from '../workspaces/workspaces.ts'
import { INSTALL_PATH } from '../installing/install-routes.ts'
import { EVENTS_PATH } from '../receiving/receiver.ts'
import { checkArrivals } from './check-arrivals.ts'
import { checkAppToken, checkBotToken } from './check-tokens.ts'
import { ok, unknown, wrong } from './findings.ts'

/** What the check needs. */
export interface CheckDeps extends SlackClientDeps {
  readonly settings: SlackSettings
  readonly installations: Pick<Installations, 'teams'>
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly arrivals: Pick<Arrivals, 'times'>
}

/** More are not asked about at once: Slack limits calls. */
const MAX_INSTALLATIONS = 20

/** The check of this set-up. */
export const createCheck =
  (deps: CheckDeps): CheckSlack =>
  async () => {
    const { settings } = deps
    const times = await deps.arrivals.times()
    const address = new URL(EVENTS_PATH, settings.public_url ?? 'https://YOUR-ADDRESS').href
    return [
      ...(await checkInstallations(deps)),
      ...(settings.signing_secret === undefined ? [] : [checkSecret(settings.signing_secret, times, settings)]),
      ...(settings.app_token === undefined ? [] : [await checkAppToken(deps, settings.app_token)]),
      checkAddress(settings),
      ...checkArrivals(times, settings.app_token === undefined ? address : undefined),
    ]
  }

async function checkInstallations(deps: CheckDeps): Promise<readonly SlackFinding[]> {
  const { settings, installations, workspaces } = deps
  const reinstall = howToReinstall(settings)
  if (settings.bot_token !== undefined)
    return checkBotToken(
      deps,
      { name: 'the app', tokens: { bot: settings.currentBotToken?.() ?? settings.bot_token } },
      reinstall,
    )
  const teams = await installations.teams()
  if (teams.length === 0) return [wrong('installation', 'The app is installed in no workspace.', reinstall)]
  const findings: SlackFinding[] = []
  for (const team of teams.slice(0, MAX_INSTALLATIONS)) {
    const workspace = await workspaces.find(team).catch(() => undefined)
    findings.push(
      ...(workspace === undefined
        ? [wrong('token', `The token of ${team} could not be changed when it ended.`, reinstall)]
        : await checkBotToken(deps, workspace, reinstall)),
    )
  }
  if (teams.length > MAX_INSTALLATIONS)
    findings.push(
      ok('installation', `The latest ${MAX_INSTALLATIONS} of ${teams.length} installations were looked at.`),
    )
  return findings
}

function howToReinstall({ bot_token, public_url }: SlackSettings): string {
  if (bot_token === undefined) return `Open ${new URL(INSTALL_PATH, public_url).href} and add it to Slack.`
  return (
    'Install the app again at api.slack.com/apps → “Install App”, and set SLACK_BOT_TOKEN to the Bot User OAuth ' +
    'Token that is shown there.'
  )
}

/** Slack's are 32 hexadecimal digits. Once anything has come over HTTP, its signature was right. */
function checkSecret(secret: string, times: ArrivalTimes, { app_token }: SlackSettings): SlackFinding {
  const { unrecorded: _, ...came } = times
  if (app_token === undefined && Object.keys(came).length > 0)
    return ok('signing secret', 'It is right: requests have come that are signed with it.')
  if (/^[0-9a-f]{32}$/.test(secret))
    return ok('signing secret', 'It looks like one of Slack’s. Nothing has come yet that is signed.')
  return wrong(
    'signing secret',
    'It does not look like one of Slack’s, which have 32 of the digits 0-9 and a-f.',
    'Take it from api.slack.com/apps → “Basic Information” → “Signing Secret”, not the client secret or the ' +
      'verification token, and set SLACK_SIGNING_SECRET to it.',
  )
}

function checkAddress({ public_url, app_token }: SlackSettings): SlackFinding {
  if (public_url === undefined)
    return unknown(
      'public address',
      'DOCGEN_PUBLIC_URL is not set: links from Slack to the console lead to this machine only.',
      'Set it to the https address under which people reach this service, if there is one.',
    )
  if (!public_url.startsWith('https:') && app_token === undefined)
    return wrong(
      'public address',
      `${public_url} is not https: Slack sends nothing there.`,
      'Put a proxy with a certificate before this service, and set DOCGEN_PUBLIC_URL to its address.',
    )
  return ok('public address', public_url)
}
