/** Opens Slack if the environment names an app; its code is loaded only then. */
import { errorMessage } from '../../domain/kernel/errors.ts'
import { readSessionCookie } from '../../adapters/inbound/web/console/session-cookie.ts'
import type { Checks } from '../../adapters/inbound/web/api/routes/health.ts'
import { MemoryInboxJobs } from '../../adapters/outbound/memory/memory-inbox-jobs.ts'
import type { PgBossJobs } from '../../adapters/outbound/pg-boss/generation-jobs.ts'
import type { Slack } from '../../adapters/inbound/slack/open-slack.ts'
import { SqlFavourites } from '../../adapters/outbound/sql/favourites.ts'
import { SqlInbox } from '../../adapters/outbound/sql/inbox.ts'
import { SqlInstallations } from '../../adapters/outbound/sql/installations.ts'
import { SqlArrivals, SqlOrganisations } from '../../adapters/outbound/sql/slack-organisations.ts'
import { SqlSlackRecords } from '../../adapters/outbound/sql/slack-records.ts'
import type { SlackTables } from '../../adapters/outbound/sql/slack-tables.ts'
import type { Config } from '../config.ts'
import type { App } from '../../ports/app.ts'
import type { Operations } from '../../ports/read-models/operations.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { SLACK_INBOX } from '../../queries/operations/list-parked.ts'
import { tables, type Database } from './stores/database.ts'
import { TENANT } from './keys.ts'

export interface OpenSlack extends Slack {
  /** Retries a parked inbox item; false if it is not parked. */
  retry(item: string): Promise<boolean>
  /** Its health checks, if it has any. */
  readonly checks: Checks
  /** Starts the background work; call the returned function to stop it. */
  start(): () => Promise<void>
}

export async function openSlackOn(
  config: Config,
  app: App,
  database: Database,
  jobs: PgBossJobs,
): Promise<OpenSlack | undefined> {
  const settings = config.slack
  if (settings === undefined) return undefined
  const [{ openSlack }, { slackSurface }] = await Promise.all([
    import('../../adapters/inbound/slack/open-slack.ts'),
    import('../../adapters/inbound/slack/ui/slack-surface.ts'),
  ])
  const { keyRing, clock, sessions, people, logger } = app
  const slackTables = tables<SlackTables & Pick<ReadSchema, 'generations'>>(database.db)
  const inbox = new SqlInbox(tables<SlackTables>(database.db), keyRing, clock)
  const inboxJobs = database.shared ? await jobs.openInboxJobs() : new MemoryInboxJobs(logger)
  const slack = openSlack(
    { ...settings, tenant: TENANT, public_url: config.public_url },
    {
      app,
      inbox,
      inboxJobs,
      installations: new SqlInstallations(tables<SlackTables>(database.db), keyRing, clock),
      organisations: new SqlOrganisations(tables<SlackTables>(database.db), clock),
      arrivals: new SqlArrivals(tables<SlackTables>(database.db), clock),
      records: new SqlSlackRecords(slackTables, clock),
      people,
      async signedIn(c) {
        const session = readSessionCookie(c, config.public_url?.startsWith('https:') === true)
        return session === undefined ? undefined : (await sessions.authenticate(session))?.caller
      },
    },
    slackSurface({ favourites: new SqlFavourites(tables(database.db), clock) }),
  )
  const { isConnected } = slack
  return {
    ...slack,
    checks: {
      slack_events: async () => {
        if (await slack.lacksEvents()) throw new Error('No event has ever come from Slack.')
      },
      ...(isConnected === undefined
        ? {}
        : {
            slack: async () => {
              if (!isConnected()) throw new Error('There is no connection to Slack.')
            },
          }),
    },
    async retry(item) {
      const conversation = await inbox.retry(item)
      if (conversation !== undefined) await inboxJobs.enqueue(conversation)
      return conversation !== undefined
    },
    start() {
      const stopping = new AbortController()
      const running = slack
        .run(stopping.signal)
        .catch((error: unknown) => logger.error({ error: errorMessage(error) }, 'the Slack adapter ended'))
      return async () => {
        stopping.abort()
        await running
      }
    },
  }
}

/** Operations that cover Slack, too: its inbox, and the check of its set-up. */
export const withInbox = (operations: Operations, slack: OpenSlack | undefined): Operations => ({
  ...operations,
  checkSlack: slack?.check,
  retryStream: async (subscription, stream) =>
    subscription === SLACK_INBOX
      ? ((await slack?.retry(stream)) ?? false)
      : operations.retryStream(subscription, stream),
})
