/**
 * The base of every HTTP surface: each request gets an id, a log line and a metric, and everything under /api needs a
 * key. Other inbound adapters may mount their pages on it and share these.
 */
import { OpenAPIHono } from '@hono/zod-openapi'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { requestId } from 'hono/request-id'
import type { Registry } from 'prom-client'
import type { Caller } from '../../../../domain/kernel/access.ts'
import type { App } from '../../../../ports/app.ts'
import { logRequests } from './access-log.ts'
import type { ReadBearerToken } from './bearer-tokens.ts'
import type { Api, ApiContext, ApiEnv } from './api-types.ts'
import { authenticate } from './auth.ts'
import { errorResponse, createErrorHandler } from './error-envelope.ts'
import { rejectInvalidRequest } from './request/invalid-request.ts'
import { SecurityNotes } from '../shared/security-notes.ts'
import type { RequestLimits } from '../shared/limits/request-limits.ts'
import { measureRequests } from './metrics.ts'
import { addResponseHeaders, type ResponseHeaderOptions } from './response-headers.ts'
import { writeJson } from './write-json.ts'

export type BaseDeps = Pick<App, 'apiKeys' | 'clock' | 'logger'>

export interface BaseApiOptions extends ResponseHeaderOptions {
  /** Left out: tokens are not taken. */
  readonly readToken?: ReadBearerToken | undefined
  /** Left out: none. */
  readonly limits?: RequestLimits | undefined
  /** Where refusals are noted; left out: in the log only. */
  readonly notes?: SecurityNotes | undefined
}

/** `addRoutes` adds what is served; all other addresses are not found. */
export function createBaseApi(
  app: BaseDeps,
  registry: Registry,
  addRoutes: (api: Api) => void,
  { limits, notes = new SecurityNotes({ logger: app.logger }), readToken, ...headers }: BaseApiOptions = {},
): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({ defaultHook: rejectInvalidRequest() })
  api.onError(createErrorHandler(app))

  api.use(requestId({ limitLength: 100 }))
  api.use(async (c, next) => {
    c.set('notes', notes)
    await next()
  })
  api.use(logRequests(app.logger))
  api.use(measureRequests(registry))
  addResponseHeaders(api, headers)
  api.use(writeJson())
  api.use(
    methodNotAllowed({
      app: api,
      onMethodNotAllowed: (c, methods) =>
        errorResponse(
          c as ApiContext,
          app.clock,
          { code: 'method_not_allowed', message: `Only ${methods.join(', ')} can be used here.` },
          { allow: methods.join(', ') },
        ),
    }),
  )
  const callerOf = (c: ApiContext) => c.get('caller') as Caller | undefined
  if (limits !== undefined)
    api.use(
      '/api/*',
      limits.unknownCallers('key', (c) => c.req.header('authorization'), callerOf),
    )
  api.use('/api/*', authenticate(app, readToken))
  if (limits !== undefined) api.use('/api/*', limits.callers(callerOf))

  addRoutes(api)

  const notFound = (c: ApiContext) =>
    errorResponse(c, app.clock, {
      code: 'not_found',
      message: 'There is nothing at this address. /openapi.json lists what there is.',
    })
  // Registered before pages that are mounted later and match every other path.
  api.all('/api/*', notFound)
  api.notFound(notFound)
  return api
}
