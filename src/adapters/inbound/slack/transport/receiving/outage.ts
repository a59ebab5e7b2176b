/** What is told of Slack being away: once when it begins, once for each further reason, and once when it is over. */
import type { Clock } from '../../../../../ports/clock.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { Failure } from '../calling/slack-errors.ts'

export interface Outage {
  /** An attempt, or a connection, came to nothing. */
  failed(detail: string, failure: Failure | undefined): void
  /** There is a connection. */
  over(): void
}

export function watchOutage({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): Outage {
  let since: string | undefined
  let failures = 0
  const told = new Set<string>()
  return {
    failed(detail, failure) {
      since ??= clock.now()
      failures++
      if (told.has(detail)) return
      told.add(detail)
      logger.error({ error: detail, since, failures }, failure?.kind === 'refused' ? REFUSED : AWAY)
    },
    over() {
      if (since === undefined) logger.info({}, 'connected to Slack by Socket Mode')
      else logger.info({ since, failures }, 'connected to Slack by Socket Mode again')
      since = undefined
      failures = 0
      told.clear()
    },
  }
}

const AWAY = 'no connection to Slack by Socket Mode: it is tried again until there is one, and all else goes on'
const REFUSED =
  'Slack refuses Socket Mode: is SLACK_APP_TOKEN an app-level token with connections:write, ' +
  'Socket Mode enabled for the app, and the app still installed? It is tried again every few minutes; a new token needs a restart'
