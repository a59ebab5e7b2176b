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
import { readIfMatch, rejectIfMatch } from './request/preconditions.ts'
import { readBody, type BodyKind } from './request/request-body.ts'
import { rejectInvalidRequest, rejectMembers } from './request/invalid-request.ts'
import { errorStatuses, errorResponses } from './error-responses.ts'

/** What a handler gets: a Hono context with the validated parts of the request. */
export type OperationContext<R extends RouteConfig> = Parameters<RouteHandler<R, ApiEnv>>[0]

export interface Access {
  readonly role: Role
  /** Takes `If-Match` with a revision. */
  readonly if_match?: boolean
}

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
  const strict = strictRequest(route)
  const complete = createRoute({
    ...route,
    security: [{ bearer: [] }],
    'x-role': access.role,
    request: changes ? { ...strict, headers: requestHeaders(access) } : strict,
    responses: {
      ...(changes || route.path.endsWith('/events') ? {} : NOT_MODIFIED),
      ...route.responses,
      ...errorResponses(errorStatuses(route, changes, kinds)),
    },
    middleware: [
      requireCallerRole(access.role),
      ...(changes ? [readPrecondition(access), readBody(...kinds)] : []),
      ...(changes && route.request?.body === undefined ? [requireNoMembers] : []),
    ] as MiddlewareHandler<ApiEnv>[],
  })
  // The handler's answers are held against the served document by the contract tests, which see more than the types
  // would.
  const reject = rejectInvalidRequest(route)
  api.openapi(complete, handler as unknown as RouteHandler<typeof complete, ApiEnv>, reject as never)
}

/** For `If-None-Match`, which every read takes but one that has no end (`response-headers.ts`). */
const NOT_MODIFIED = { 304: { description: 'You have it already' } } as const

/** The request as declared, but taking no query parameter and no member of its body that is not. */
function strictRequest({ request }: RouteConfig): NonNullable<RouteConfig['request']> {
  const query = strictObject(request?.query ?? z.object({}))
  if (request?.body === undefined) return { ...request, query }
  const content = Object.fromEntries(
    Object.entries(request.body.content).map(([type, one]) => [
      type,
      one !== undefined && 'schema' in one ? { ...one, schema: strictObject(one.schema) } : one,
    ]),
  )
  return { ...request, query, body: { ...request.body, content } }
}

/** What is strict already keeps its name and remarks in the document; `strict()` loses them. */
const strictObject = <T>(schema: T): T =>
  schema instanceof z.ZodObject && !(schema.def.catchall instanceof z.ZodNever) ? (schema.strict() as T) : schema

/** Where no revision can be meant, `If-Match` is refused: whoever sends it wants to be stopped. */
const readPrecondition =
  ({ if_match }: Access): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    if (if_match === true) c.set('if_revision', readIfMatch(c))
    else rejectIfMatch(c)
    await next()
  }

/** The body of an operation that declares none is empty, or an object without members. */
const requireNoMembers: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const text = await c.req.text()
  if (text !== '') rejectMembers(JSON.parse(text))
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

/** A JSON answer for `responses`. */
export const jsonResponse = <T extends z.ZodType>(description: string, schema: T) =>
  ({ description, content: { 'application/json': { schema } } }) as const

/** A JSON body for `request.body`; `required` unless everything in it may be left out. */
export const jsonBody = <T extends z.ZodType>(schema: T, required = true) =>
  ({ required, content: { 'application/json': { schema } } }) as const
