/** `apps.connections.open`: where the app connects for Socket Mode. */
import { TIER } from '../state/limits.ts'
import { asText } from '../state/model.ts'
import { SlackRefusal } from './error.ts'
import type { OpenMethod } from './method.ts'

export const SOCKET_MODE: Record<string, OpenMethod> = {
  'apps.connections.open': {
    perMinute: TIER[3],
    open: (slack, args, { bearer }) => {
      const token = bearer ?? args['token']
      if (token === undefined) throw new SlackRefusal('not_authed')
      if (token !== slack.app.appToken)
        throw new SlackRefusal(asText(token).startsWith('xoxb-') ? 'not_allowed_token_type' : 'invalid_auth')
      if (!slack.app.socketMode) throw new SlackRefusal('socket_mode_not_enabled')
      return {
        url: `${slack.baseUrl.replace('http', 'ws')}/link/?ticket=${slack.random.word(24)}&app_id=${slack.app.id}`,
      }
    },
  },
}
