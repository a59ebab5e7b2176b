/**
 * What every response carries besides its own: the request's id, what browsers must not do with it, what caches may,
 * and what other sites may read. All of it is hono's; here is which of it holds where.
 */
import type { MiddlewareHandler } from 'hono'
import { compress } from 'hono/compress'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress'
import { secureHeaders } from 'hono/secure-headers'
import type { Api, ApiEnv } from './api-types.ts'

export interface ResponseHeaderOptions {
  /** Where people reach the service; https:// tells browsers to come back over HTTPS only. */
  readonly public_url?: string | undefined
  /** Origins whose pages may call the API with a key of their own; `*` for all. None by default. */
  readonly cors_origins?: readonly string[] | undefined
}

/** What is answered in the envelope. */
const ENVELOPE_PATHS = ['/api/*', '/health/*', '/metrics', '/openapi.json'] as const
/** What other sites may read, and what is worth compressing. */
const READ_PATHS = ['/api/*', '/openapi.json'] as const

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']
const TAKEN_HEADERS = [
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'If-Range',
  'Last-Event-ID',
  'Prefer',
  'Range',
  'X-Request-Id',
]
const GIVEN_HEADERS = [
  'Accept-Ranges',
  'Content-Disposition',
  'Content-Length',
  'Content-Range',
  'Deprecation',
  'ETag',
  'Link',
  'Location',
  'Preference-Applied',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'X-Request-Id',
]
const A_YEAR_S = 31_536_000

/** Only what is switched on below is set. */
const NOTHING_ELSE = {
  crossOriginResourcePolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  strictTransportSecurity: false,
  xContentTypeOptions: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
} as const

/** To be called before any route is added. */
export function addResponseHeaders(api: Api, { public_url, cors_origins = [] }: ResponseHeaderOptions): void {
  api.use(nameRequest)
  if (public_url?.startsWith('https:') === true)
    api.use(secureHeaders({ ...NOTHING_ELSE, strictTransportSecurity: `max-age=${A_YEAR_S}` }))
  const locked = secureHeaders({
    ...NOTHING_ELSE,
    xContentTypeOptions: true,
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  })
  for (const path of ENVELOPE_PATHS) api.use(path, locked, limitCaching)
  const shared = cors({
    origin: cors_origins.includes('*') ? '*' : [...cors_origins],
    allowMethods: METHODS,
    allowHeaders: TAKEN_HEADERS,
    exposeHeaders: GIVEN_HEADERS,
    maxAge: 600,
  })
  const conditional = etag()
  const compressed = compress({
    contentTypeFilter: (type) => COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type) || JSON_LINES.test(type),
  })
  for (const path of READ_PATHS) {
    if (cors_origins.length > 0) api.use(path, shared)
    api.use(path, onlyReads(compressed), onlyReads(wholeOnly(conditional)))
  }
}

/** Also on responses that no helper of hono made. */
const nameRequest: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next()
  c.res.headers.set('x-request-id', c.get('requestId'))
}

/** What has an entity tag may be kept by the client alone, who has to ask each time whether it still holds. */
const limitCaching: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next()
  const { headers } = c.res
  if (!headers.has('cache-control'))
    headers.set('cache-control', headers.has('etag') ? 'private, no-cache' : 'no-store')
}

/**
 * Answers to changes stay small and are never compressed (so that no secret in one, such as a new key, stands beside
 * what a stranger chose); an event stream has no end that could be waited for.
 */
const onlyReads =
  (middleware: MiddlewareHandler): MiddlewareHandler =>
  (c, next) =>
    c.req.method === 'GET' && !EVENT_STREAM.test(c.req.path) ? middleware(c, next) : next()

const EVENT_STREAM = /^\/api\/v1\/generations\/[^/]+\/events$/

/** An export is sent as it is read: nothing may wait for its end. */
const wholeOnly =
  (middleware: MiddlewareHandler): MiddlewareHandler =>
  (c, next) =>
    c.req.path === EXPORT ? next() : middleware(c, next)

const EXPORT = '/api/v1/audit/export'

const JSON_LINES = /^application\/x-ndjson\b/
