/** The whole HTTP API, for people, programs and operators. */
import type { Registry } from 'prom-client'
import type { App } from '../../../../ports/app.ts'
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'
import type { Operations } from '../../../../ports/read-models/operations.ts'
import { surfaceOf } from '../shared/security-source.ts'
import { SecurityNotes } from '../shared/security-notes.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'
import { tellAudit } from '../../../../queries/audit/tell-audit.ts'
import type { RequestLimits } from '../shared/limits/request-limits.ts'
import type { Api } from './api-types.ts'
import { bearerTokens } from './bearer-tokens.ts'
import { createBaseApi } from './base-api.ts'
import { createRegistry } from './metrics.ts'
import type { ResponseHeaderOptions } from './response-headers.ts'
import { addAnswerRoutes } from './routes/generations/answers.ts'
import { addApiDocsRoutes } from './routes/api-docs.ts'
import { addAuditExportRoute, addAuditRoute } from './routes/auditing/audit.ts'
import { addDocumentRoute } from './routes/generations/document.ts'
import { addPictureRoute } from './routes/generations/picture.ts'
import { addGenerationEventRoute } from './routes/generations/generation-events.ts'
import { addGenerationPartRoutes } from './routes/generations/generation-parts.ts'
import { addGenerationRoutes } from './routes/generations/generations.ts'
import {
  addHealthRoutes,
  documentChecks,
  storeChecks,
  checkSubscriptions,
  type Checks,
  type RunningSubscriptions,
} from './routes/health.ts'
import { addGroupRoutes } from './routes/groups.ts'
import { addInspectRoutes } from './routes/templates/inspect.ts'
import { addKeyRoutes } from './routes/keys.ts'
import { addDelegationRoutes } from './routes/generations/delegation.ts'
import { addHandOverRoutes } from './routes/generations/hand-overs.ts'
import { addLanguageRoute } from './routes/generations/language.ts'
import { addListRoutes } from './routes/generations/lists.ts'
import { addMakeDocumentRoute } from './routes/generations/make-document.ts'
import { addMailRoutes } from './routes/mails.ts'
import { addMetricsRoute } from './routes/metrics.ts'
import { addProofRoutes, addVerificationRoutes } from './routes/auditing/history.ts'
import { addMasterKeyRoutes } from './routes/master-keys.ts'
import { addOperationRoutes } from './routes/operations.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addPreviewRoute } from './routes/templates/preview.ts'
import { addVerifyRoutes } from './routes/generations/verify.ts'
import { addTryAnswerRoute } from './routes/templates/try-answer.ts'
import { addReportRoutes } from './routes/reports.ts'
import { addPersonSessionRoutes, addSessionRoutes } from './routes/sessions.ts'
import { addSignInLinkRoute } from './routes/sign-in-links.ts'
import { addTemplateChangeRoutes } from './routes/templates/template-changes.ts'
import { addTemplateAccessRoutes } from './routes/templates/template-access.ts'
import { addTemplateLinkRoutes } from './routes/templates/template-links.ts'
import { addTemplateRoutes } from './routes/templates/templates.ts'

export interface HttpApiOptions extends ResponseHeaderOptions {
  readonly live: LiveChanges
  readonly operations: Operations
  /** Fires when the instance begins to stop; by default when its live streams end. */
  readonly leaving?: AbortSignal
  /** Those of this instance; it is not ready while one of them fails. */
  readonly subscriptions?: RunningSubscriptions
  /** When one of these fails, the instance is degraded but ready; the document store by default. */
  readonly wanted?: Checks
  /** Checks without which the instance is not ready, beside the stores and subscriptions. */
  readonly needed?: Checks
  /** The Prometheus registry; others may add metrics to it. */
  readonly registry?: Registry
  /** The tenant of the installation. */
  readonly tenant?: string | undefined
  /** Left out: none. */
  readonly limits?: RequestLimits | undefined
  /** Where refusals and looks at others’ generations are noted. */
  readonly notes?: SecurityNotes | undefined
}

export const createHttpApi = (
  app: App,
  {
    live,
    operations,
    leaving = live.stopping,
    subscriptions = () => [],
    needed = {},
    wanted = documentChecks(app),
    registry = createRegistry(),
    tenant = 'default',
    limits,
    notes = new SecurityNotes(app),
    ...headers
  }: HttpApiOptions,
): Api => {
  const addRoutes = (api: Api): void => {
    api.use(
      '/api/v1/generations/:id/*',
      notes.reads(surfaceOf, (c) => c.get('caller') as Caller),
    )
    addTemplateRoutes(api, app)
    addTemplateChangeRoutes(api, app)
    addTemplateAccessRoutes(api, app)
    addTemplateLinkRoutes(api, app, headers.public_url)
    addInspectRoutes(api, app)
    addPreviewRoute(api, app)
    addTryAnswerRoute(api, app)
    addGenerationRoutes(api, app)
    addAnswerRoutes(api, app)
    addLanguageRoute(api, app)
    addMakeDocumentRoute(api, app, live, limits)
    addListRoutes(api, app)
    addDelegationRoutes(api, app)
    addHandOverRoutes(api, app, headers.public_url)
    addDocumentRoute(api, app, live, limits)
    addVerifyRoutes(api, app, notes, headers.public_url)
    addPictureRoute(api, app)
    addGenerationPartRoutes(api, app)
    addGenerationEventRoute(api, app, live, limits?.streams)
    addAuditRoute(api, (filter, caller) => tellAudit(app, filter, caller))
    addAuditExportRoute(api, app)
    addProofRoutes(api, app)
    addReportRoutes(api, app)
    addKeyRoutes(api, app)
    addSessionRoutes(api, app)
    addPersonSessionRoutes(api, app)
    addPeopleRoutes(api, app, headers.public_url)
    addGroupRoutes(api, app)
    addMailRoutes(api, app)
    addSignInLinkRoute(api, app, headers.public_url)
    addOperationRoutes(api, app, operations)
    addMasterKeyRoutes(api, app)
    addVerificationRoutes(api, app.ledger)
    const ours = { ...storeChecks(app), subscriptions: checkSubscriptions(subscriptions) }
    addHealthRoutes(api, { needed: { ...ours, ...needed }, wanted }, leaving)
    addMetricsRoute(api, app, registry)
    addApiDocsRoutes(api)
  }
  return createBaseApi(app, registry, addRoutes, { ...headers, readToken: bearerTokens(app, tenant), limits, notes })
}
