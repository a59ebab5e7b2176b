/** The API of an instance with a read-only database login: reports and the audit, without sealed values. */
import type { Registry } from 'prom-client'
import type { AggregateStore } from '../../../../ports/events/aggregate-store.ts'
import type { People } from '../../../../ports/people/people.ts'
import type { ReadDatabase } from '../../../../ports/read-models/read-database.ts'
import { tellAudit } from '../../../../queries/audit/tell-audit.ts'
import type { Api } from './api-types.ts'
import { createBaseApi, type BaseApiOptions, type BaseDeps } from './base-api.ts'
import { createRegistry } from './metrics.ts'
import { addApiDocsRoutes } from './routes/api-docs.ts'
import { addAuditExportRoute, addAuditRoute } from './routes/auditing/audit.ts'
import { addHealthRoutes, readModelsWork, type HealthChecks } from './routes/health.ts'
import { addMetricsRoute } from './routes/metrics.ts'
import { addReportRoutes } from './routes/reports.ts'

export interface ReportingDeps extends BaseDeps {
  readonly people: Pick<People, 'namesOf'>
  readonly readDatabase: ReadDatabase
  /** Templates only: their questions' labels stand in the funnel. */
  readonly aggregates: AggregateStore
}

export interface ReportingApiOptions extends BaseApiOptions {
  /** Fires when the instance begins to stop. */
  readonly leaving: AbortSignal
  /** What must hold for it to be ready. */
  readonly checks?: HealthChecks
  readonly registry?: Registry
}

export const createReportingApi = (
  deps: ReportingDeps,
  { leaving, checks = { needed: readModelsWork(deps) }, registry = createRegistry(), ...headers }: ReportingApiOptions,
): Api => {
  const addRoutes = (api: Api): void => {
    addAuditRoute(api, (filter, caller) => tellAudit(deps, filter, caller))
    addAuditExportRoute(api, deps)
    addReportRoutes(api, deps)
    addHealthRoutes(api, checks, leaving)
    addMetricsRoute(api, deps, registry)
    addApiDocsRoutes(api)
  }
  return createBaseApi(deps, registry, addRoutes, headers)
}
