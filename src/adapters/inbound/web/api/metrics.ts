/**
 * Figures for Prometheus: how many requests, how fast, how many open streams. Labels are routes as declared, never
 * addresses as called.
 */
import type { MiddlewareHandler } from 'hono'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { ApiEnv } from './api-types.ts'
import { routeOf } from './route-of.ts'

/** A registry with the figures of the process. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}

export function measureRequests(registry: Registry): MiddlewareHandler<ApiEnv> {
  const seconds = new Histogram({
    name: 'docgen_http_request_duration_seconds',
    help: 'From the request to the head of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return async (c, next) => {
    const began = performance.now()
    await next()
    const known = METHODS.has(c.req.method) ? c.req.method : 'OTHER'
    seconds.observe({ method: known, route: routeOf(c), status: c.res.status }, (performance.now() - began) / 1000)
  }
}

/** Methods come from outside: an invented one must not become a label. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
