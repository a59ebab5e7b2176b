/** Instances count together in Redis, or in the table of their database. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CountedRateLimits } from '../../../../src/adapters/outbound/rate-limits/counted-rate-limits.ts'
import { createRedisClient } from '../../../../src/adapters/outbound/redis/redis-client.ts'
import { inPostgres, inRedis } from '../../../../src/adapters/outbound/rate-limits/shared-counters.ts'
import type { Logger } from '../../../../src/ports/logger.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'
import { hasRedis, startRedis, type TestRedis } from '../../../support/servers/redis.ts'
import { onRealServer } from '../../../support/servers/real-servers.ts'
import { until } from '../../../support/until.ts'

const NONE = { reads: 0, writes: 0, uploads: 0, documents: 0, wrong_keys: 0, unknown_callers: 0 }
const lines: string[] = []
const logger: Logger = {
  info: () => undefined,
  warn: (fields) => void lines.push(JSON.stringify(fields)),
  error: () => undefined,
}

let database: Awaited<ReturnType<typeof freshPglite>>
beforeAll(async () => {
  database = await freshPglite()
})
afterAll(() => database.close())

test('what one instance has let through, the other does not let through again', async () => {
  const counting = {
    counters: inPostgres(database.db),
    digest: (who: string) => `#${who}`,
  }
  const [one, other] = [1, 2].map(() => new CountedRateLimits({ ...NONE, writes: 20 }, logger, counting))
  for (let time = 0; time < 20; time++) expect((await one!.take('writes', 'ann'))?.allowed).toBe(true)
  const row = async () => {
    const { rows } = await database.lite.query<{ key: string; points: number }>('select key, points from rate_limits')
    return rows
  }
  await until('all portions are counted', async () => (await row())[0]?.points === 20)
  expect((await row())[0]?.key).toBe('limit:writes:#ann')
  // A portion of two, and what it takes until the answer has come.
  let passed = 0
  await until('the other one is blocked', async () => {
    const allowed = (await other!.take('writes', 'ann'))?.allowed
    if (allowed === true) passed++
    return allowed === false
  })
  expect(passed).toBeLessThan(20)
  expect((await other!.take('writes', 'bob'))?.allowed).toBe(true)
  expect(lines).toEqual([])
})

onRealServer('on a real Redis', hasRedis, 'apt-get install redis-server', () => {
  let server: TestRedis
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  test('instances count together, under names that say nothing; while it is away each counts for itself', async () => {
    const client = createRedisClient(server.url, 5000)
    client.on('error', () => undefined)
    const counting = { counters: inRedis(client, 'test_'), digest: (who: string) => `#${who}` }
    const make = () => new CountedRateLimits({ ...NONE, writes: 20 }, logger, counting)
    const [one, other] = [make(), make()]
    await until('Redis is there', () => client.status === 'ready')
    for (let time = 0; time < 20; time++) expect((await one.take('writes', 'ann'))?.allowed).toBe(true)
    await until('all portions are counted', async () => (await server.admin.get('test_limit:writes:#ann')) === '20')
    let passed = 0
    await until('the other one is blocked', async () => {
      const allowed = (await other.take('writes', 'ann'))?.allowed
      if (allowed === true) passed++
      return allowed === false
    })
    expect(passed).toBeLessThan(20)
    client.disconnect()
    const alone = make()
    let allowed = 0
    for (let time = 0; time < 30; time++) if ((await alone.take('writes', 'bob'))?.allowed === true) allowed++
    expect(allowed).toBe(20)
    expect(lines).toEqual([])
  })
})
