/** What an instance serves on a login that may only read: reports and the audit, without sealed values. */
import type { Registry } from 'prom-client'
import type { Accounts } from '../../ports/accounts.ts'
import type { Aggregates } from '../../ports/aggregates.ts'
import type { ReadDatabase } from '../../ports/read-database.ts'
import { readAuditNames } from '../../queries/read-audit-values.ts'
import type { Api } from './api-types.ts'
import { createBaseApi, type BaseDeps } from './base-api.ts'
import { createRegistry } from './metrics.ts'
import { addApiDocsRoutes } from './routes/api-docs.ts'
import { addAuditRoute } from './routes/audit.ts'
import { addHealthRoutes, readModelsWork } from './routes/health.ts'
import { addMetricsRoute } from './routes/metrics.ts'
import { addReportRoutes } from './routes/reports.ts'

export interface ReportingDeps extends BaseDeps {
  readonly readDatabase: ReadDatabase
  /** Templates only: their questions' labels stand in the funnel. */
  readonly aggregates: Aggregates
  readonly accounts: Accounts
}

export interface ReportingApiOptions {
  /** Fires when the service stops. */
  readonly stopping: AbortSignal
  readonly registry?: Registry
}

export const createReportingApi = (deps: ReportingDeps, { stopping, registry = createRegistry() }: ReportingApiOptions): Api =>
  createBaseApi(deps, registry, (api) => {
    addAuditRoute(api, (filter, caller) => readAuditNames(deps, filter, caller))
    addReportRoutes(api, deps)
    addHealthRoutes(api, readModelsWork(deps), stopping)
    addMetricsRoute(api, deps, registry)
    addApiDocsRoutes(api)
  })
