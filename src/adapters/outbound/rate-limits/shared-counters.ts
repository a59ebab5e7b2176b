/** Where instances count together: in Redis, or in a table of the Postgres that they share. */
import { CompiledQuery, type Kysely } from 'kysely'
import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRedis,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import { WINDOW_S, type RateLimit } from '../../../ports/limits/rate-limits.ts'

/** Makes the counter of a limit. */
export type SharedCounters = (name: RateLimit, limit: number) => RateLimiterAbstract

const optionsOf = (name: RateLimit, limit: number, prefix = '') => ({
  keyPrefix: `${prefix}limit:${name}`,
  points: limit,
  duration: WINDOW_S,
  // Counts while the store is away.
  insuranceLimiter: new RateLimiterMemory({ points: limit, duration: WINDOW_S }),
})

/** `client` is that of ioredis. `namespace` is what our keys begin with. */
export const inRedis =
  (client: object, namespace: string): SharedCounters =>
  (name, limit) =>
    new RateLimiterRedis({ ...optionsOf(name, limit, namespace), storeClient: client, rejectIfRedisNotReady: true })

/** In the table `rate_limits`, from which rows of past windows are removed every five minutes. */
export const inPostgres =
  (db: Kysely<unknown>): SharedCounters =>
  (name, limit) =>
    new RateLimiterPostgres({
      ...optionsOf(name, limit),
      storeClient: { query: (statement: Statement) => query(db, statement) },
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: true,
    })

interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** A statement of the library, over the pool that all else uses. */
const query = (db: Kysely<unknown>, { text, values }: Statement) =>
  db.executeQuery(CompiledQuery.raw(text, [...values]))
