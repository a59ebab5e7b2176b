/** The API of an instance that only works in the background: health and metrics. */
import type { Registry } from 'prom-client'
import type { Api } from './api-types.ts'
import { createBaseApi, type BaseDeps } from './base-api.ts'
import { createRegistry } from './metrics.ts'
import type { ResponseHeaderOptions } from './response-headers.ts'
import { addHealthRoutes, type HealthChecks } from './routes/health.ts'
import { addMetricsRoute } from './routes/metrics.ts'

export interface WorkerApiOptions extends ResponseHeaderOptions {
  /** Fires when the instance begins to stop. */
  readonly leaving: AbortSignal
  /** What must hold for it to be ready. */
  readonly checks: HealthChecks
  /** Where figures are kept; others may add theirs. */
  readonly registry?: Registry
}

export const createWorkerApi = (
  deps: BaseDeps,
  { leaving, checks, registry = createRegistry(), ...headers }: WorkerApiOptions,
): Api => {
  const addRoutes = (api: Api): void => {
    addHealthRoutes(api, checks, leaving)
    addMetricsRoute(api, deps, registry)
  }
  return createBaseApi(deps, registry, addRoutes, headers)
}
