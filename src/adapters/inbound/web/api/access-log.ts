/** Logs one line per request: route, caller, status and time. Never its content. */
import type { MiddlewareHandler } from 'hono'
import type { Logger } from '../../../../ports/logger.ts'
import type { ApiEnv } from './api-types.ts'
import { routeOf } from './route-of.ts'

export function logRequests(logger: Logger): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    logger.info(
      {
        request_id: c.get('requestId'),
        method: c.req.method.slice(0, 20),
        route: routeOf(c),
        status: c.res.status,
        actor: (c.get('caller') as { actor: string } | undefined)?.actor,
        ms: Math.round(performance.now() - began),
      },
      'request',
    )
  }
}
