/** Opens what limits requests: counted in this process, and together with other instances in Redis or Postgres. */
import { CountedRateLimits, type SharedCounting } from '../../adapters/outbound/rate-limits/counted-rate-limits.ts'
import { inPostgres, inRedis } from '../../adapters/outbound/rate-limits/shared-counters.ts'
import { RequestLimits, type RequestLimitOptions } from '../../adapters/inbound/web/shared/limits/request-limits.ts'
import type { App } from '../../ports/app.ts'
import type { Config } from '../config.ts'
import type { Database } from './stores/database.ts'

export interface OpenedLimits {
  readonly limits: RequestLimits
  readonly close: () => void
}

/** Does not wait for Redis. */
export async function openRequestLimits(
  { limits, redis_url, namespace, timeouts: { redis_ms } }: Config,
  { db, shared }: Pick<Database, 'db' | 'shared'>,
  {
    logger,
    digest,
    refused,
  }: Pick<App, 'logger'> & Pick<SharedCounting, 'digest'> & Pick<RequestLimitOptions, 'refused'>,
): Promise<OpenedLimits> {
  const make = (counting: SharedCounting | undefined, close: () => void): OpenedLimits => ({
    limits: new RequestLimits({
      rates: new CountedRateLimits(limits.rates, logger, counting),
      settings: limits,
      isProxy: limits.isProxy,
      logger,
      refused,
    }),
    close,
  })
  if (redis_url === undefined) return make(shared ? { counters: inPostgres(db), digest } : undefined, () => undefined)
  const { createRedisClient } = await import('../../adapters/outbound/redis/redis-client.ts')
  const client = createRedisClient(redis_url, redis_ms)
  // What it cannot do is said by the cache of templates, on the same server.
  client.on('error', () => undefined)
  return make({ counters: inRedis(client, namespace), digest }, () => client.disconnect())
}
