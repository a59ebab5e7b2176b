/** Logs an outage of Slack once when it begins, once for each further reason, and once when it is over. */
import type { Clock } from '../../../../../ports/clock.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { CallFailure } from '../calling/slack-errors.ts'

/** Logs the beginning and the end of an outage. */
export interface OutageLog {
  /** A connection or an attempt to connect failed. */
  reportFailure(detail: string, failure: CallFailure | undefined): void
  /** The connection is up. */
  reportConnected(): void
}

/** An outage log that starts without an outage. */
export function createOutageLog({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): OutageLog {
  let since: string | undefined
  let failures = 0
  const told = new Set<string>()
  return {
    reportFailure(detail, failure) {
      since ??= clock.now()
      failures++
      if (told.has(detail)) return
      told.add(detail)
      logger.error({ error: detail, since, failures }, failure?.kind === 'refused' ? REFUSED : AWAY)
    },
    reportConnected() {
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
  'Socket Mode enabled for the app, and the app still installed? It is tried again every few minutes; ' +
  'a new token needs a restart'
