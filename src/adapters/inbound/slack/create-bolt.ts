/** The Bolt app whose listeners process what comes in. It receives nothing by itself: the inbox passes events to it. */
import { App as BoltApp, type AuthorizeResult } from '@slack/bolt'
import { createSlackLogger } from './transport/calling/slack-logger.ts'
import { clientOptions, type SlackClientDeps } from './transport/workspaces/client-options.ts'
import { installedIn } from './transport/receiving/installed-in.ts'
import type { Workspaces } from './transport/workspaces/workspaces.ts'

/** What the Bolt app needs. */
export interface BoltDeps extends SlackClientDeps {
  readonly workspaces: Pick<Workspaces, 'find' | 'checkRemoved'>
}

/** Authorizes each event with the token of its workspace, and forgets workspaces that removed the app. */
export function createBolt({ workspaces, ...clientDeps }: BoltDeps): BoltApp {
  const bolt = new BoltApp({
    receiver: { init: () => undefined, start: async () => undefined, stop: async () => undefined },
    authorize: ({ teamId, enterpriseId, isEnterpriseInstall }) =>
      authorize(workspaces, teamId, isEnterpriseInstall ? enterpriseId : undefined),
    clientOptions: clientOptions(clientDeps),
    logger: createSlackLogger(clientDeps.logger),
    convoStore: false,
    attachFunctionToken: false,
  })
  // Bolt wraps errors without a code: rethrow what the listener threw.
  bolt.error(async (error) => {
    throw error.original ?? error
  })
  for (const event of ['app_uninstalled', 'tokens_revoked'] as const) {
    bolt.event(event, async ({ body }) => {
      const { team, organisation } = installedIn(body)
      await workspaces.checkRemoved(team, organisation)
    })
  }
  return bolt
}

async function authorize(
  workspaces: Pick<Workspaces, 'find'>,
  teamId: string | undefined,
  organisation: string | undefined,
): Promise<AuthorizeResult> {
  const workspace = teamId === undefined ? undefined : await workspaces.find(teamId, organisation)
  if (workspace === undefined) throw new Error('DocGen is not installed in this workspace.')
  const { team, bot_id, bot_user, enterprise, tokens } = workspace
  return {
    teamId: team,
    botToken: tokens.bot,
    botId: bot_id,
    botUserId: bot_user,
    ...(enterprise === null ? {} : { enterpriseId: enterprise }),
  }
}
