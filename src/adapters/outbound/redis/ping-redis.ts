/** Asks a Redis once whether it answers, for `docgen config check`. */
import { Redis } from 'ioredis'

const TIMEOUT_MS = 3000

/** An error that names the setting to correct. */
class RedisUnusable extends Error {
  override readonly name = 'RedisUnusable'
  readonly setting = 'REDIS_URL'
}

/** Throws `RedisUnusable` with the reason. */
export async function pingRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
  })
  let last: Error | undefined
  redis.on('error', (error: Error) => (last = error))
  try {
    await redis.connect()
    await redis.ping()
  } catch (error) {
    const reason = last?.message ?? (error instanceof Error ? error.message : String(error))
    throw new RedisUnusable(
      `The Redis that REDIS_URL names does not answer (${reason}). ` +
        'A service starts without it, and compiles templates in each process.',
      { cause: error },
    )
  } finally {
    redis.disconnect()
  }
}
