/** The HTTP surface of an instance: the API, the console and Slack's addresses, or only what its roles ask for. */
import type { Api } from '../../adapters/inbound/web/api/api-types.ts'
import { createHttpApi } from '../../adapters/inbound/web/api/api.ts'
import type { createRegistry } from '../../adapters/inbound/web/api/metrics.ts'
import { createReportingApi } from '../../adapters/inbound/web/api/reporting-api.ts'
import { checkSubscriptions, storeChecks, type Checks } from '../../adapters/inbound/web/api/routes/health.ts'
import { createWorkerApi } from '../../adapters/inbound/web/api/worker-api.ts'
import { createConsole } from '../../adapters/inbound/web/console/console.ts'
import type { RequestLimits } from '../../adapters/inbound/web/shared/limits/request-limits.ts'
import type { SecurityNotes } from '../../adapters/inbound/web/shared/security-notes.ts'
import type { App } from '../../ports/app.ts'
import type { LiveTail } from '../../storage/live-changes.ts'
import { operationsOn, type Background } from '../background.ts'
import type { Config } from '../config.ts'
import { withInbox, type OpenSlack } from './slack.ts'

interface SurfaceParts {
  readonly live: LiveTail
  readonly registry: ReturnType<typeof createRegistry>
  readonly subscriptions: Background['subscriptions']
  /** Checks whose failure means degraded, but still ready. */
  readonly wanted: Checks
  /** Checks without which the instance is not ready, beside those of every instance. */
  readonly needed: Checks
  readonly slack: OpenSlack | undefined
  /** Fires when the instance begins to stop. */
  readonly leaving: AbortSignal
  readonly limits: RequestLimits
  readonly notes: SecurityNotes
  /** An operator takes the history as it is. */
  readonly acceptHistory: () => Promise<void>
}

/** The HTTP surface that the roles of this instance ask for. */
export function createSurface(
  { roles, public_url, cors_origins }: Config,
  app: App,
  { live, registry, subscriptions, needed, wanted, slack, leaving, limits, notes, acceptHistory }: SurfaceParts,
): Api {
  if (!roles.has('api')) {
    const ours = { ...storeChecks(app), subscriptions: checkSubscriptions(subscriptions) }
    const checks = { needed: { ...ours, ...needed }, wanted }
    const options = { leaving, checks, registry, public_url, cors_origins }
    return roles.has('reporting') ? createReportingApi(app, { ...options, limits }) : createWorkerApi(app, options)
  }
  const operations = withInbox(
    operationsOn(app.readDatabase.db, acceptHistory, (transaction) => app.ledger.beginAnew(transaction)),
    slack,
  )
  const api = createHttpApi(app, {
    live,
    operations,
    leaving,
    subscriptions,
    needed,
    wanted,
    registry,
    public_url,
    cors_origins,
    limits,
    notes,
  })
  if (slack !== undefined) api.route('/', slack.routes)
  api.route(
    '/',
    createConsole(app, {
      live,
      retryStream: (subscription, stream) => operations.retryStream(subscription, stream),
      secure: public_url?.startsWith('https:') === true,
      public_url,
      findSlackPerson: slack?.findPerson,
      limits,
      notes,
    }),
  )
  return api
}
