/** The settings of limits, quotas, time-outs and pools: lines of the table of settings, and what they are read as. */
import { parseProxies, type IsProxy } from '../../../adapters/inbound/web/shared/limits/client-address.ts'
import type { RateLimitSettings } from '../../../adapters/outbound/rate-limits/counted-rate-limits.ts'
import { z } from 'zod'
import { wholeNumber } from '../value-kinds.ts'

const MOST = 999_999_999
const count = wholeNumber(0, MOST)
const milliseconds = wholeNumber(100, 99_999_999)

/** Addresses and networks (CIDR, RFC 4632) with commas between; gives whether an address is one of them. */
const proxies = z.string().transform((written, context): IsProxy => {
  const parts = written.split(',').map((part) => part.trim())
  const isProxy = parseProxies(parts.filter((part) => part !== ''))
  if (isProxy !== undefined) return isProxy
  context.addIssue('takes addresses and networks like 10.0.0.7 or 10.0.0.0/8, with commas between')
  return z.NEVER
})

const perMinute = (name: string, standard: string, what: string) =>
  ({
    name,
    reads: count,
    default: standard,
    means: `${what} in a minute; 0: no [limit](#how-much-one-caller-may-send)`,
  }) as const

const time = (name: string, standard: string, means: string) =>
  ({ name, reads: milliseconds, default: standard, means: `milliseconds ${means}` }) as const

/** For the table of settings. */
export const LIMIT_SETTINGS = {
  limit_reads: perMinute('DOCGEN_LIMIT_READS', '3000', 'requests of a caller that read'),
  limit_writes: perMinute('DOCGEN_LIMIT_WRITES', '1200', 'requests of a caller that change something'),
  limit_uploads: perMinute('DOCGEN_LIMIT_UPLOADS', '60', 'template files of a caller'),
  limit_documents: perMinute('DOCGEN_LIMIT_DOCUMENTS', '300', 'confirmations, previews and retries of a caller'),
  limit_wrong_keys: perMinute('DOCGEN_LIMIT_WRONG_KEYS', '60', 'keys from an address that open nothing'),
  limit_unknown_callers: perMinute('DOCGEN_LIMIT_UNKNOWN_CALLERS', '300', 'requests from an address without a key'),
  limit_link_requests: perMinute('DOCGEN_LIMIT_LINK_REQUESTS', '20', 'sign-in links asked for from an address'),
  limit_links_to_address: perMinute(
    'DOCGEN_LIMIT_LINKS_TO_ADDRESS',
    '3',
    'sign-in links asked for to an e-mail address',
  ),
  limit_outsiders: perMinute(
    'DOCGEN_LIMIT_OUTSIDERS',
    '60',
    'times that links for people without an account are opened from an address',
  ),
  limit_template_link: perMinute('DOCGEN_LIMIT_TEMPLATE_LINK', '300', 'times that one such link is opened'),
  limit_at_once: {
    name: 'DOCGEN_LIMIT_AT_ONCE',
    reads: count,
    default: '16',
    means: 'requests of a caller that are worked on at once; further ones wait',
  },
  limit_waiting: {
    name: 'DOCGEN_LIMIT_WAITING',
    reads: count,
    default: '200',
    means: 'requests of a caller that may wait',
  },
  limit_streams: {
    name: 'DOCGEN_LIMIT_STREAMS',
    reads: count,
    default: '50',
    means: 'live streams of a caller, and requests of theirs that wait for a document',
  },
  limit_tenant_streams: {
    name: 'DOCGEN_LIMIT_TENANT_STREAMS',
    reads: count,
    default: '1000',
    means: 'the same of a tenant, on one instance',
  },
  quota_open: { name: 'DOCGEN_QUOTA_OPEN', reads: count, default: '1000', means: 'open conversations of a person' },
  quota_tenant_open: {
    name: 'DOCGEN_QUOTA_TENANT_OPEN',
    reads: count,
    default: '100000',
    means: 'open conversations of a tenant',
  },
  quota_tenant_storage_mb: {
    name: 'DOCGEN_QUOTA_TENANT_STORAGE_MB',
    reads: count,
    default: '0',
    means: 'stored megabytes of a tenant; 0: no limit',
  },
  trusted_proxies: {
    name: 'DOCGEN_TRUSTED_PROXIES',
    reads: proxies,
    default: '',
    means: 'addresses and networks of proxies whose `Forwarded` and `X-Forwarded-For` are believed, like `10.0.0.0/8`',
  },
  database_connections: {
    name: 'DOCGEN_DATABASE_CONNECTIONS',
    reads: wholeNumber(2, 1000),
    default: '10',
    means: "connections of an instance's pool; others come on [top](#postgres-and-several-instances)",
  },
  database_connect_ms: time(
    'DOCGEN_DATABASE_CONNECT_MS',
    '5000',
    'to connect, or until a connection is free: then 503',
  ),
  database_statement_ms: time(
    'DOCGEN_DATABASE_STATEMENT_MS',
    '30000',
    'without a byte from Postgres: then the connection is given up, and 503',
  ),
  redis_ms: time('DOCGEN_REDIS_MS', '250', 'for an answer of Redis: then it goes on without'),
  connect_s3_ms: time('DOCGEN_S3_CONNECT_MS', '3000', 'for a connection to S3'),
  response_s3_ms: time('DOCGEN_S3_RESPONSE_MS', '30000', 'for one try with S3'),
  total_s3_ms: time('DOCGEN_S3_TOTAL_MS', '120000', 'for all tries with S3, the body included'),
  http_headers_ms: time('DOCGEN_HTTP_HEADERS_MS', '15000', 'for the headers of a request'),
  http_request_ms: time('DOCGEN_HTTP_REQUEST_MS', '120000', 'for a whole request: then 408'),
  http_keep_alive_ms: time('DOCGEN_HTTP_KEEP_ALIVE_MS', '10000', 'that a connection may rest between two requests'),
} as const

type Values = { readonly [Field in keyof typeof LIMIT_SETTINGS]: z.output<(typeof LIMIT_SETTINGS)[Field]['reads']> }

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

/** The limits and quotas of these values. */
export const limitSettings = (values: Values): LimitSettings => ({
  rates: {
    reads: values.limit_reads,
    writes: values.limit_writes,
    uploads: values.limit_uploads,
    documents: values.limit_documents,
    wrong_keys: values.limit_wrong_keys,
    unknown_callers: values.limit_unknown_callers,
    link_requests: values.limit_link_requests,
    links_to_address: values.limit_links_to_address,
    outsiders: values.limit_outsiders,
    template_link: values.limit_template_link,
  },
  at_once: values.limit_at_once,
  waiting: values.limit_waiting,
  streams: values.limit_streams,
  tenant_streams: values.limit_tenant_streams,
  quotas: {
    open: values.quota_open,
    tenant_open: values.quota_tenant_open,
    tenant_storage_mb: values.quota_tenant_storage_mb,
  },
  isProxy: values.trusted_proxies,
})

/** The time-outs and pool sizes of these values. */
export const timeoutSettings = (values: Values): TimeoutSettings => ({
  database: {
    connections: values.database_connections,
    connect_ms: values.database_connect_ms,
    statement_ms: values.database_statement_ms,
  },
  redis_ms: values.redis_ms,
  s3: { connect: values.connect_s3_ms, response: values.response_s3_ms, total: values.total_s3_ms },
  http: {
    headers_ms: values.http_headers_ms,
    request_ms: values.http_request_ms,
    keep_alive_ms: values.http_keep_alive_ms,
  },
})
