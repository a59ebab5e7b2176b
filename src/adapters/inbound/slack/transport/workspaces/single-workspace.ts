/**
 * The one workspace of `SLACK_BOT_TOKEN`: an installation without OAuth. Slack names the workspace at the first use.
 */
import { WebClient } from '@slack/web-api'
import type { Clock } from '../../../../../ports/clock.ts'
import type { InstalledWorkspace } from '../../../../../ports/slack/installations.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import { isRevoked } from '../calling/slack-errors.ts'
import { clientOptions, type SlackClientDeps } from './client-options.ts'
import { type WorkspacesDeps } from './workspaces.ts'

/** What the single workspace needs. */
export interface SingleWorkspaceDeps extends Pick<SlackClientDeps, 'api_url' | 'guard'> {
  /** The token as it is now: its file may have another one by the time that this one is refused. */
  readonly bot_token: () => string
  readonly tenant: string
  readonly clock: Clock
  readonly logger: Logger
}

/** The workspace of the bot token. */
export interface SingleWorkspace {
  readonly installations: WorkspacesDeps['installations']
  /** The workspace; undefined when Slack refuses the token. Throws while Slack is unreachable. */
  find(): Promise<InstalledWorkspace | undefined>
}

/** A token that was refused is tried again, when somebody comes after this long: the app may be installed again. */
const TRY_AGAIN_MS = 30_000

/** Asks Slack for the workspace once, at the first use, and again after it refused the token. */
export function createSingleWorkspace(deps: SingleWorkspaceDeps): SingleWorkspace {
  let known: Promise<InstalledWorkspace | undefined> | undefined
  let version = 0
  let refused_at: number | undefined
  const now = (): number => Date.parse(deps.clock.now())

  const test = async (): Promise<InstalledWorkspace | undefined> => {
    version += 1
    const was_refused = refused_at !== undefined
    const workspace = await testToken(deps, version, was_refused)
    refused_at = workspace === undefined ? now() : undefined
    if (was_refused && workspace !== undefined)
      deps.logger.info({ team: workspace.team }, 'Slack takes SLACK_BOT_TOKEN again: the app is back in its workspace')
    return workspace
  }

  const find = (): Promise<InstalledWorkspace | undefined> => {
    if (refused_at !== undefined && now() - refused_at >= TRY_AGAIN_MS) known = undefined
    known ??= test().catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    find,
    installations: {
      async find(team) {
        const workspace = await find()
        return workspace?.team === team ? workspace : undefined
      },
      tenantOf: async () => undefined,
      // The operator owns the token: it is never rotated or deleted here, but a refused one is no longer used.
      beginRotation: async () => false,
      endRotation: async () => undefined,
      async remove() {
        known = Promise.resolve(undefined)
        refused_at = now()
        deps.logger.error({}, `Slack refuses SLACK_BOT_TOKEN: install the app again. ${HOW_TO_GO_ON}`)
      },
    },
  }
}

const HOW_TO_GO_ON =
  'A token in the file of SLACK_BOT_TOKEN_FILE is read again by itself; another one in the environment needs a restart'

async function testToken(
  { bot_token: currentToken, tenant, clock, logger, ...options }: SingleWorkspaceDeps,
  version: number,
  was_refused: boolean,
): Promise<InstalledWorkspace | undefined> {
  const bot_token = currentToken()
  try {
    const answer = await new WebClient(bot_token, clientOptions({ ...options, logger })).auth.test()
    const {
      team_id,
      team: name = '',
      user_id: bot_user = '',
      bot_id = '',
      enterprise_id: enterprise = null,
      is_enterprise_install,
      response_metadata,
    } = answer
    // The token of an organisation-wide installation belongs to no workspace.
    const team = is_enterprise_install === true ? enterprise : team_id
    if (team === undefined || team === null) throw new Error('Slack does not say whose SLACK_BOT_TOKEN is.')
    options.guard.allow(bot_token, team)
    return {
      team,
      tenant,
      name,
      enterprise,
      app_id: '',
      bot_id,
      bot_user,
      scopes: response_metadata?.scopes ?? [],
      installed_by: 'system',
      installer: null,
      installed_at: clock.now(),
      version,
      tokens: { bot: bot_token },
    }
  } catch (error) {
    if (!isRevoked(error)) throw error
    if (!was_refused)
      logger.error(
        {},
        `Slack refuses SLACK_BOT_TOKEN: take it again from the app’s page “OAuth & Permissions”. ${HOW_TO_GO_ON}`,
      )
    return undefined
  }
}
