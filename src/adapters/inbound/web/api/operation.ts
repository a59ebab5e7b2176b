/**
 * How every operation of the API is declared: its role, its body, and the errors it can answer with, in one place for
 * the router and the OpenAPI document.
 */
import { createRoute, z, type RouteConfig, type RouteHandler } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import { scopeOf } from '../../../../domain/account/scopes.ts'
import type { Role } from '../../../../domain/kernel/access.ts'
import type { Api, ApiEnv } from './api-types.ts'
import { requireAccess, requireOperator } from './auth.ts'
import { idempotencyKeySchema } from './request/command-request.ts'
import { readIfMatch, rejectIfMatch } from './request/preconditions.ts'
import { readBody, type BodyKind } from './request/request-body.ts'
import { rejectInvalidRequest, rejectMembers } from './request/invalid-request.ts'
import { describeHeaders, EVERYWHERE, type DescribedHeader } from './document/described-headers.ts'
import { errorStatuses, errorResponses } from './document/error-responses.ts'

/** What a handler gets: a Hono context with the validated parts of the request. */
export type OperationContext<R extends RouteConfig> = Parameters<RouteHandler<R, ApiEnv>>[0]

export interface Access {
  readonly role: Role
  /** It concerns all tenants: only for the tenant that runs the installation. */
  readonly installation?: boolean
  /** It only reads, though it takes a body: the scope is that for reading. */
  readonly reads?: boolean
  /** Takes `If-Match` with a revision. */
  readonly if_match?: boolean
  /** What of `Prefer` (RFC 7240) it heeds. */
  readonly prefer?: 'wait' | 'return'
}

/** As for `createRoute`; generated clients name their functions by `operationId`, a verb and a noun that stay. */
export type OperationRoute = RouteConfig & { readonly operationId: string }

/** Registers an operation under `/api/v1`. `route` has its path as it stands in the document. */
export function addOperation<const R extends OperationRoute>(
  api: Api,
  access: Access,
  route: R,
  handler: (c: OperationContext<R>) => Response | Promise<Response>,
): void {
  const changes = route.method !== 'get'
  const kinds = bodyKinds(route)
  const strict = strictRequest(route)
  const scope = scopeOf(route.tags?.[0], access.reads === true || !changes ? 'read' : 'write')
  const where = access.installation === true ? ' of the installation’s tenant' : ''
  const complete = createRoute({
    ...route,
    description: `For the role \`${access.role}\`${where}; a key with scopes needs \`${scope}\`.`,
    security: [{ bearer: [] }],
    'x-role': access.role,
    'x-scope': scope,
    ...(access.installation === true ? { 'x-installation': true } : {}),
    request: { ...strict, headers: requestHeaders(route, access, changes) },
    responses: {
      ...completeResponses(route),
      ...errorResponses(errorStatuses(route, changes, kinds)),
    },
    middleware: [
      requireAccess(route.operationId, access.role, scope),
      ...(access.installation === true ? [requireOperator] : []),
      ...(changes ? [readPrecondition(access), readBody(...kinds)] : []),
      ...(changes && route.request?.body === undefined ? [requireNoMembers] : []),
    ] as MiddlewareHandler<ApiEnv>[],
  })
  // The handler's answers are held against the served document by the contract tests, which see more than the types
  // would.
  const reject = rejectInvalidRequest(route)
  api.openapi(complete, handler as unknown as RouteHandler<typeof complete, ApiEnv>, reject as never)
}

/** Whether its answer has an entity tag: what is sent as it comes could only be tagged at its end. */
const isTagged = ({ method, path }: RouteConfig): boolean => method === 'get' && !/\/(?:events|export)$/.test(path)

/** Its own responses with the headers that all have, and those of conditional reads (`response-headers.ts`). */
function completeResponses(route: RouteConfig): RouteConfig['responses'] {
  const tagged = isTagged(route)
  const ok = route.responses['200']
  const isFile = ok !== undefined && 'content' in ok && !('application/json' in (ok.content ?? {}))
  // A file whose operation may answer with exactly 304 is nothing at all to Kiota's clients.
  const notModified = { [isFile ? '3XX' : '304']: { description: 'You have it already (304)' } }
  const all = { ...(tagged ? notModified : {}), ...route.responses }
  return Object.fromEntries(
    Object.entries(all).map(([status, response]) => {
      const names: DescribedHeader[] = tagged && status !== '303' ? [...EVERYWHERE, 'ETag'] : [...EVERYWHERE]
      const own = 'headers' in response ? (response.headers as object) : {}
      return [status, { ...response, headers: { ...describeHeaders(...names), ...own } }]
    }),
  )
}

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

function requestHeaders(route: RouteConfig, { if_match, prefer }: Access, changes: boolean) {
  const own = route.request?.headers
  return z.object({
    ...(own instanceof z.ZodObject ? own.shape : {}),
    ...(changes ? { 'idempotency-key': idempotencyKey } : {}),
    ...(isTagged(route) ? { 'if-none-match': ifNoneMatch } : {}),
    ...(if_match === true ? { 'if-match': ifMatch } : {}),
    ...(prefer === undefined ? {} : { prefer: PREFERENCES[prefer] }),
  })
}

const idempotencyKey = idempotencyKeySchema
  .optional()
  .openapi({ description: 'The same key gives the first answer again; with another body it is refused (422).' })

/** A header of the request that may be left out. */
export const requestHeader = (description: string, example: string) =>
  z.string().optional().openapi({ description, example })

const ifMatch = requestHeader('The ETag that was seen; anything newer is refused (412).', '"r3"')

const ifNoneMatch = requestHeader('The ETag of what you have: 304 where it is still that.', '"r3"')

const PREFERENCES = {
  wait: requestHeader('`wait` with the seconds to wait for the document, at most 60 (RFC 7240).', 'wait=10'),
  return: requestHeader('`return=representation` for the whole instead of what changed.', 'return=representation'),
}

/** A JSON answer for `responses`, with the headers that it has beside those of all responses. */
export const jsonResponse = <T extends z.ZodType>(
  description: string,
  schema: T,
  headers: readonly DescribedHeader[] = [],
) =>
  ({
    description,
    headers: describeHeaders(...headers),
    content: { 'application/json': { schema } },
  }) as const

/** A file for `responses`, in one of the media types; parameters of them are left out. */
export const fileResponse = (
  description: string,
  types: readonly string[],
  headers: readonly DescribedHeader[] = [],
) => ({
  description,
  headers: describeHeaders('Content-Disposition', ...headers),
  content: fileContent(types),
})

/** The same for `content` beside others. */
export const fileContent = (types: readonly string[]) =>
  Object.fromEntries(
    types.map((type) => [
      type.replace(/;.*/, ''),
      { schema: { type: 'string', format: 'binary', description: 'The file’s bytes.' } as const },
    ]),
  )

/** A JSON body for `request.body`; `required` unless everything in it may be left out. */
export const jsonBody = <T extends z.ZodType>(schema: T, required = true) =>
  ({ required, content: { 'application/json': { schema } } }) as const
