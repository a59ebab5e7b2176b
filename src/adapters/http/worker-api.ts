/** What an instance serves that only works in the background: its health and its figures. */
import type { Registry } from 'prom-client'
import type { App } from '../../ports/app.ts'
import type { LiveChanges } from '../../ports/live-changes.ts'
import type { Api } from './api-types.ts'
import { createBaseApi } from './base-api.ts'
import { createRegistry } from './metrics.ts'
import { addHealthRoutes, storesWork, subscriptionsRun, type RunningSubscriptions } from './routes/health.ts'
import { addMetricsRoute } from './routes/metrics.ts'

export interface WorkerApiOptions {
  readonly live: LiveChanges
  readonly subscriptions: RunningSubscriptions
  /** Where figures are kept; others may add theirs. */
  readonly registry?: Registry
}

export const createWorkerApi = (app: App, { live, subscriptions, registry = createRegistry() }: WorkerApiOptions): Api =>
  createBaseApi(app, registry, (api) => {
    addHealthRoutes(api, { ...storesWork(app), subscriptions: subscriptionsRun(subscriptions) }, live.stopping)
    addMetricsRoute(api, app, registry)
  })
