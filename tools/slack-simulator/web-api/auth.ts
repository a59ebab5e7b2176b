/** `auth.*`, `apps.uninstall`, `blocks.validate`, `api.test`: the app about itself. */
import { findBlockProblems, findViewProblems } from '../block-kit/validate.ts'
import { isRecord } from '../block-kit/checks.ts'
import { uninstall } from '../state/workspace.ts'
import { flag, json, requiredText } from './arguments.ts'
import { badArgument, refusalOf, SlackRefusal } from './error.ts'
import type { Method } from './method.ts'

export const AUTH: Record<string, Method> = {
  'auth.test': {
    run: ({ slack, workspace, installation, token }) => ({
      url: `https://${workspace.domain}.slack.com/`,
      team: token.enterprise === undefined ? workspace.name : workspace.enterprise?.name,
      user: slack.app.name.toLowerCase(),
      // The token of an org-wide installation belongs to no workspace.
      team_id: token.enterprise === undefined ? workspace.id : null,
      ...(workspace.enterprise && { enterprise_id: workspace.enterprise.id }),
      user_id: installation.botUser,
      bot_id: installation.botId,
      is_enterprise_install: token.enterprise !== undefined,
    }),
  },
  'auth.revoke': {
    run: ({ token, args }) => {
      if (!flag(args, 'test')) token.state = 'revoked'
      return { revoked: !flag(args, 'test') }
    },
  },
  'apps.uninstall': {
    run: ({ slack, workspace, args }) => {
      if (requiredText(args, 'client_id') !== slack.app.clientId) throw new SlackRefusal('invalid_client_id')
      if (requiredText(args, 'client_secret') !== slack.app.clientSecret) throw new SlackRefusal('bad_client_secret')
      uninstall(slack, workspace)
      return {}
    },
  },
  'blocks.validate': {
    run: ({ args }) => {
      const [blocks, message, view] = ['blocks', 'message', 'view'].map((name) => json(args, name, 'invalid_arguments'))
      if ([blocks, message, view].filter((each) => each !== undefined).length !== 1)
        throw badArgument('exactly one of blocks, message, view')
      const surface = isRecord(view) && view['type'] === 'home' ? 'home' : 'modal'
      const problems =
        view === undefined
          ? findBlockProblems(
              isRecord(message) ? message['blocks'] : blocks,
              'message',
              message === undefined ? '' : '/blocks',
            )
          : findViewProblems(view, surface, '')
      if (problems.length === 0) return {}
      throw refusalOf(
        view === undefined ? (message === undefined ? 'invalid_blocks' : 'invalid_message') : 'invalid_view',
        problems,
      )
    },
  },
}
