/** The route of a request as it was declared, for logs and figures: an address as called may hold anything. */
import { matchedRoutes } from 'hono/route'
import type { ApiContext } from './api-types.ts'

/** `/api/v1/generations/:id`, or `none`. Catch-alls and middleware do not count. */
export const routeOf = (c: ApiContext): string =>
  matchedRoutes(c).findLast(({ method }) => method !== 'ALL')?.path ?? 'none'
