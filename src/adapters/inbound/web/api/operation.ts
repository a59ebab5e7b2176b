/**
 * How every operation of the API is declared: its role, its body, and the errors it can answer with, in one place for
 * the router and the OpenAPI document.
 */
import { createRoute, z, type RouteConfig, type RouteHandler } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { Role } from '../../../../domain/kernel/access.ts'
import type { Api, ApiEnv } from './api-types.ts'
import { requireCallerRole } from './auth.ts'
import { idempotencyKeySchema } from './request/command-request.ts'
import { readIfMatch } from './request/preconditions.ts'
import { readBody, type BodyKind } from './request/request-body.ts'
import { errorSchema } from './schemas/error.ts'

/** What a handler gets: a Hono context with the validated parts of the request. */
export type OperationContext<R extends RouteConfig> = Parameters<RouteHandler<R, ApiEnv>>[0]

export interface Access {
  readonly role: Role
  /** Takes `If-Match` with a revision. */
  readonly if_match?: boolean
}

const ERROR_DESCRIPTIONS = {
  400: 'The request is malformed',
  401: 'No key, or an unknown one',
  403: 'The key lacks the role',
  404: 'There is nothing at this address for this key',
  409: 'Something changed meanwhile, or the state does not allow it',
  412: 'If-Match names another revision than the current one',
  413: 'The body is too large',
  415: 'The body has the wrong type',
  422: 'The request is understood, but what it says does not fit',
  503: 'A store cannot be reached; try again',
} as const

/**
 * Registers an operation under `/api/v1`. `route` is as for `createRoute`, with its paths as they stand in the
 * document.
 */
export function addOperation<const R extends RouteConfig>(
  api: Api,
  access: Access,
  route: R,
  handler: (c: OperationContext<R>) => Response | Promise<Response>,
): void {
  const changes = route.method !== 'get'
  const kinds = bodyKinds(route)
  const complete = createRoute({
    ...route,
    security: [{ bearer: [] }],
    'x-role': access.role,
    request: changes ? { ...route.request, headers: requestHeaders(access) } : (route.request ?? {}),
    responses: { ...route.responses, ...errorResponses(errorStatuses(route, access, changes, kinds)) },
    middleware: [
      requireCallerRole(access.role),
      readPrecondition(access),
      ...(changes ? [readBody(...kinds)] : []),
    ] as MiddlewareHandler<ApiEnv>[],
  })
  // The handler's answers are held against the served document by the contract tests, which see more than the types
  // would.
  api.openapi(complete, handler as unknown as RouteHandler<typeof complete, ApiEnv>)
}

/** Only where it is declared does `If-Match` mean a revision. */
const readPrecondition =
  ({ if_match }: Access): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (if_match === true) c.set('if_revision', readIfMatch(c))
    await next()
  }

function bodyKinds(route: RouteConfig): BodyKind[] {
  const types = Object.keys(route.request?.body?.content ?? {})
  const kinds = types.map((type): BodyKind => (type.startsWith('multipart/') ? 'multipart' : 'json'))
  return kinds.length === 0 ? ['json'] : kinds
}

const requestHeaders = ({ if_match }: Access) =>
  z.object({
    'idempotency-key': idempotencyKeySchema
      .optional()
      .openapi({ description: 'The same key gives the first answer again; with another body it is refused (422).' }),
    ...(if_match === true
      ? {
          'if-match': z
            .string()
            .optional()
            .openapi({ description: 'The ETag that was seen, such as "r3"; anything newer is refused (412).' }),
        }
      : {}),
  })

function errorStatuses(
  route: RouteConfig,
  { if_match }: Access,
  changes: boolean,
  kinds: readonly BodyKind[],
): (keyof typeof ERROR_DESCRIPTIONS)[] {
  const always = [400, 401, 403, 404, 503] as const
  const ofChanges = changes ? ([409, 413, 415, 422] as const) : []
  const ofFiles = kinds.includes('multipart') ? ([422] as const) : []
  const ofDocument = route.path.endsWith('/document') ? ([409] as const) : []
  return [
    ...new Set([...always, ...ofChanges, ...ofFiles, ...ofDocument, ...(if_match === true ? ([412] as const) : [])]),
  ]
}

const errorResponses = (statuses: readonly (keyof typeof ERROR_DESCRIPTIONS)[]) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: ERROR_DESCRIPTIONS[status], content: { 'application/json': { schema: errorSchema } } },
    ]),
  )

/** A JSON answer for `responses`. */
export const jsonResponse = <T extends z.ZodType>(description: string, schema: T) =>
  ({ description, content: { 'application/json': { schema } } }) as const

/** A JSON body for `request.body`; `required` unless everything in it may be left out. */
export const jsonBody = <T extends z.ZodType>(schema: T, required = true) =>
  ({ required, content: { 'application/json': { schema } } }) as const
