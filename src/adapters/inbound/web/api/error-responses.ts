/** The error responses that an operation declares. */
import type { RouteConfig } from '@hono/zod-openapi'
import type { BodyKind } from './request/request-body.ts'
import { errorSchema } from './schemas/error.ts'

const ERROR_DESCRIPTIONS = {
  400: 'The request is malformed',
  401: 'No key, or an unknown one',
  403: 'The key lacks the role',
  404: 'There is nothing at this address for this key',
  409: 'Something changed meanwhile, or the state does not allow it',
  412: 'If-Match names another revision than the current one, or one where there is none',
  413: 'The body is too large',
  415: 'The body has the wrong type',
  422: 'The request is understood, but what it says does not fit',
  429: 'More than one caller may send in a minute, or have at once; Retry-After says when to go on',
  503: 'A store cannot be reached; try again',
  507: 'There is no room to store it',
} as const

/** The statuses an operation can answer with besides its own. */
export function errorStatuses(
  route: RouteConfig,
  changes: boolean,
  kinds: readonly BodyKind[],
): (keyof typeof ERROR_DESCRIPTIONS)[] {
  const always = [400, 401, 403, 404, 429, 503] as const
  const ofChanges = changes ? ([409, 412, 413, 415, 422, 507] as const) : []
  const ofFiles = kinds.includes('multipart') ? ([422] as const) : []
  const ofDocument = route.path.endsWith('/document') ? ([409] as const) : []
  return [...new Set([...always, ...ofChanges, ...ofFiles, ...ofDocument])]
}

/** Error responses for `responses`. */
export const errorResponses = (statuses: readonly (keyof typeof ERROR_DESCRIPTIONS)[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: ERROR_DESCRIPTIONS[status], content: { 'application/json': { schema: errorSchema } } },
    ]),
  )
