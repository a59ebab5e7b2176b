/**
 * The settings of limits, quotas, time-outs and pools, by their names in the environment. docs/operations.md lists
 * them.
 */
import { z } from 'zod'
import { parseProxies, type IsProxy } from '../adapters/inbound/web/shared/limits/client-address.ts'
import type { RateLimitSettings } from '../adapters/outbound/rate-limits/counted-rate-limits.ts'

/** A whole number from `min` on. */
const count = (standard: number, min = 0) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'takes a whole number')
    .transform(Number)
    .pipe(z.number().min(min, `takes a whole number from ${min} on`))
    .default(standard)

/** Milliseconds, one second at least. */
const milliseconds = (standard: number) =>
  z
    .string()
    .regex(/^\d{3,8}$/, 'takes milliseconds, 100 at least')
    .transform(Number)
    .default(standard)

/** For the schema of the environment. */
export const limitVariables = {
  DOCGEN_LIMIT_READS: count(3000),
  DOCGEN_LIMIT_WRITES: count(1200),
  DOCGEN_LIMIT_UPLOADS: count(60),
  DOCGEN_LIMIT_DOCUMENTS: count(300),
  DOCGEN_LIMIT_WRONG_KEYS: count(60),
  DOCGEN_LIMIT_UNKNOWN_CALLERS: count(300),
  DOCGEN_LIMIT_AT_ONCE: count(16),
  DOCGEN_LIMIT_WAITING: count(200),
  DOCGEN_LIMIT_STREAMS: count(50),
  DOCGEN_LIMIT_TENANT_STREAMS: count(1000),
  DOCGEN_QUOTA_OPEN: count(1000),
  DOCGEN_QUOTA_TENANT_OPEN: count(100_000),
  DOCGEN_QUOTA_TENANT_STORAGE_MB: count(0),
  DOCGEN_TRUSTED_PROXIES: z
    .string()
    .transform((text, context) => {
      const isProxy = parseProxies(
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      if (isProxy !== undefined) return isProxy
      context.addIssue('takes addresses and networks like 10.0.0.7 or 10.0.0.0/8, with commas between')
      return z.NEVER
    })
    .default(() => () => false),
  DOCGEN_DATABASE_CONNECTIONS: count(10, 2),
  DOCGEN_DATABASE_CONNECT_MS: milliseconds(5000),
  DOCGEN_DATABASE_STATEMENT_MS: milliseconds(30_000),
  DOCGEN_REDIS_MS: milliseconds(250),
  DOCGEN_S3_CONNECT_MS: milliseconds(3000),
  DOCGEN_S3_RESPONSE_MS: milliseconds(30_000),
  DOCGEN_S3_TOTAL_MS: milliseconds(120_000),
  DOCGEN_HTTP_HEADERS_MS: milliseconds(15_000),
  DOCGEN_HTTP_REQUEST_MS: milliseconds(120_000),
  DOCGEN_HTTP_KEEP_ALIVE_MS: milliseconds(10_000),
} as const

const variables = z.object(limitVariables)

export interface LimitSettings {
  /** In a minute: for each caller, for each address without a valid key. 0 for no limit. */
  readonly rates: RateLimitSettings
  /** Requests of one caller at once, behind them, live streams of one caller and of one tenant. 0 for no limit. */
  readonly at_once: number
  readonly waiting: number
  readonly streams: number
  readonly tenant_streams: number
  /** Open conversations of a person and of a tenant, stored megabytes of a tenant. 0 for no limit. */
  readonly quotas: { readonly open: number; readonly tenant_open: number; readonly tenant_storage_mb: number }
  /** The proxies whose word on where a request comes from is taken. */
  readonly isProxy: IsProxy
}

/** Milliseconds, and how many connections are kept. */
export interface TimeoutSettings {
  readonly database: { readonly connections: number; readonly connect_ms: number; readonly statement_ms: number }
  readonly redis_ms: number
  readonly s3: { readonly connect: number; readonly response: number; readonly total: number }
  readonly http: { readonly headers_ms: number; readonly request_ms: number; readonly keep_alive_ms: number }
}

export const limitSettings = (env: z.output<typeof variables>): LimitSettings => ({
  rates: {
    reads: env.DOCGEN_LIMIT_READS,
    writes: env.DOCGEN_LIMIT_WRITES,
    uploads: env.DOCGEN_LIMIT_UPLOADS,
    documents: env.DOCGEN_LIMIT_DOCUMENTS,
    wrong_keys: env.DOCGEN_LIMIT_WRONG_KEYS,
    unknown_callers: env.DOCGEN_LIMIT_UNKNOWN_CALLERS,
  },
  at_once: env.DOCGEN_LIMIT_AT_ONCE,
  waiting: env.DOCGEN_LIMIT_WAITING,
  streams: env.DOCGEN_LIMIT_STREAMS,
  tenant_streams: env.DOCGEN_LIMIT_TENANT_STREAMS,
  quotas: {
    open: env.DOCGEN_QUOTA_OPEN,
    tenant_open: env.DOCGEN_QUOTA_TENANT_OPEN,
    tenant_storage_mb: env.DOCGEN_QUOTA_TENANT_STORAGE_MB,
  },
  isProxy: env.DOCGEN_TRUSTED_PROXIES,
})

export const timeoutSettings = (env: z.output<typeof variables>): TimeoutSettings => ({
  database: {
    connections: env.DOCGEN_DATABASE_CONNECTIONS,
    connect_ms: env.DOCGEN_DATABASE_CONNECT_MS,
    statement_ms: env.DOCGEN_DATABASE_STATEMENT_MS,
  },
  redis_ms: env.DOCGEN_REDIS_MS,
  s3: {
    connect: env.DOCGEN_S3_CONNECT_MS,
    response: env.DOCGEN_S3_RESPONSE_MS,
    total: env.DOCGEN_S3_TOTAL_MS,
  },
  http: {
    headers_ms: env.DOCGEN_HTTP_HEADERS_MS,
    request_ms: env.DOCGEN_HTTP_REQUEST_MS,
    keep_alive_ms: env.DOCGEN_HTTP_KEEP_ALIVE_MS,
  },
})
