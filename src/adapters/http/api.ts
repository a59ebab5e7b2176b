/**
 * The HTTP API: one Hono app. Every request gets an id, a log line and a figure; everything under /api asks for a key first.
 * Other inbound adapters may mount their pages on it: they share the id, the log and the figures.
 */
import { OpenAPIHono } from '@hono/zod-openapi'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { Registry } from 'prom-client'
import type { App } from '../../ports/app.ts'
import type { LiveChanges } from '../../ports/live-changes.ts'
import type { Operations } from '../../ports/operations.ts'
import { logRequests } from './access-log.ts'
import type { Api, ApiContext, ApiEnv } from './api-types.ts'
import { authenticate } from './auth.ts'
import { errorResponse, onError, refuseInvalid } from './error-envelope.ts'
import { createRegistry, measureRequests } from './metrics.ts'
import { addAnswerRoutes } from './routes/answers.ts'
import { addApiDocsRoutes } from './routes/api-docs.ts'
import { addAuditRoute } from './routes/audit.ts'
import { addDocumentRoute } from './routes/document.ts'
import { addGenerationEventRoute } from './routes/generation-events.ts'
import { addGenerationRoutes } from './routes/generations.ts'
import { addHealthRoutes } from './routes/health.ts'
import { addKeyRoutes } from './routes/keys.ts'
import { addListRoutes } from './routes/lists.ts'
import { addMetricsRoute } from './routes/metrics.ts'
import { addOperationRoutes } from './routes/operations.ts'
import { addPreviewRoute } from './routes/preview.ts'
import { addReportRoutes } from './routes/reports.ts'
import { addSignInLinkRoute } from './routes/sign-in-links.ts'
import { addTemplateChangeRoutes } from './routes/template-changes.ts'
import { addTemplateRoutes } from './routes/templates.ts'

export interface HttpApiOptions {
  readonly live: LiveChanges
  readonly operations: Operations
  /** Where figures are kept; others may add theirs. */
  readonly registry?: Registry
}

const ENVELOPE_PATHS = ['/api/*', '/health/*', '/metrics', '/openapi.json'] as const

export function createHttpApi(app: App, { live, operations, registry = createRegistry() }: HttpApiOptions): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid })
  api.onError(onError(app))

  api.use(requestId({ limitLength: 100 }))
  api.use(logRequests(app.logger))
  api.use(measureRequests(registry))
  for (const path of ENVELOPE_PATHS) {
    api.use(path, async (c, next) => {
      await next()
      c.res.headers.set('x-content-type-options', 'nosniff')
      c.res.headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
      if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'no-store')
    })
  }
  api.use(methodNotAllowed({
    app: api,
    onMethodNotAllowed: (c, methods) =>
      errorResponse(c as ApiContext, app.clock, { code: 'method_not_allowed', message: `Only ${methods.join(', ')} can be used here.` }, { allow: methods.join(', ') }),
  }))
  api.use('/api/*', authenticate(app))

  addTemplateRoutes(api, app)
  addTemplateChangeRoutes(api, app)
  addPreviewRoute(api, app)
  addGenerationRoutes(api, app)
  addAnswerRoutes(api, app)
  addListRoutes(api, app)
  addDocumentRoute(api, app)
  addGenerationEventRoute(api, app, live)
  addAuditRoute(api, app)
  addReportRoutes(api, app)
  addKeyRoutes(api, app)
  addSignInLinkRoute(api, app)
  addOperationRoutes(api, app, operations)
  addHealthRoutes(api, app, () => live.stopping.aborted)
  addMetricsRoute(api, app, registry)
  addApiDocsRoutes(api)

  const notFound = (c: ApiContext) => errorResponse(c, app.clock, { code: 'not_found', message: 'There is nothing at this address. /openapi.json lists what there is.' })
  // Before any page that may be mounted later and takes what is left.
  api.all('/api/*', notFound)
  api.notFound(notFound)
  return api
}
