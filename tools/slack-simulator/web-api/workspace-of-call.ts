/**
 * Which workspace a call is about. The token of one workspace says it (its `team_id` is ignored); that of an org-wide
 * installation needs `team_id` for some methods, and for the others the ids in the arguments say it.
 * https://docs.slack.dev/enterprise/developing-for-enterprise-orgs
 */
import type { Token, Workspace } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'
import { workspacesOf } from '../state/workspace.ts'
import { text, type Arguments } from './arguments.ts'
import { SlackRefusal } from './error.ts'

/** https://github.com/slackapi/python-slack-sdk/issues/1383, https://github.com/lyft/omnibot/pull/44 */
const NEED_TEAM = new Set(['conversations.list', 'users.list'])

/** Throws `SlackRefusal`. */
export function workspaceOfCall(
  slack: SlackState,
  token: Token,
  method: string,
  args: Arguments,
): Workspace | undefined {
  if (token.enterprise === undefined) return slack.workspaces.get(token.workspace)
  const all = workspacesOf(slack, token.enterprise)
  const team = text(args, 'team_id')
  if (team !== undefined) {
    const named = all.find(({ id }) => id === team)
    if (!named) throw new SlackRefusal('team_access_not_granted')
    return named
  }
  if (NEED_TEAM.has(method)) throw new SlackRefusal('missing_argument', { arg: 'team_id' })
  const ids = [args['channel'], args['channel_id'], args['user'], args['users'], args['user_id'], args['file']]
  const holds = ({ channels, users, files }: Workspace): boolean =>
    ids.some((id) => typeof id === 'string' && (channels.has(id) || users.has(id) || files.has(id)))
  return all.find(holds) ?? slack.workspaces.get(token.workspace)
}
