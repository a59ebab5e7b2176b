/** What a Redis that goes, hangs, forgets or lies does to those who wait for a template: nothing but a compile. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { LayeredTemplateCache } from '../../../../src/adapters/outbound/memory/layered-template-cache.ts'
import { MemoryTemplateCache } from '../../../../src/adapters/outbound/memory/memory-template-cache.ts'
import { RedisTemplateCache } from '../../../../src/adapters/outbound/redis/redis-template-cache.ts'
import { unwrap } from '../../../../src/domain/kernel/errors.ts'
import { templateDecider, type TemplateVersion } from '../../../../src/domain/template/template.ts'
import { templateStream } from '../../../../src/domain/template/template-id.ts'
import { AggregateCache } from '../../../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../../../doubles/memory-event-store.ts'
import { compiledTemplates } from '../../../../src/storage/compiled-templates.ts'
import { compileTemplate } from '../../../../src/rendering/compile.ts'
import { encodeCompiled } from '../../../../src/rendering/template/compiled-template.ts'
import { templateCacheContract } from '../../../contracts/template-cache.contract.ts'
import { Scribe } from '../../../support/data/histories.ts'
import { PlainLog } from '../../../doubles/plain-log.ts'
import { onRealServer } from '../../../support/servers/real-servers.ts'
import { hasRedis, startRedis, type TestRedis } from '../../../support/servers/redis.ts'
import { compiler } from '../../../support/compiler.ts'
import { MemoryDocuments, registerLetter } from '../../../support/servers/stores.ts'
import { until } from '../../../support/until.ts'

const secret = randomBytes(32)
const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('hex')

/** What happened, in order: `lru`, `redis`, `miss`, `get timeout`, … */
function recorder() {
  const told: string[] = []
  return {
    told,
    logged: [] as string[],
    figures: {
      observeLookup: (found: string) => void told.push(found),
      countFailure: (operation: string, reason: string) => void told.push(`${operation} ${reason}`),
    },
  }
}

onRealServer('the template cache on a real Redis', hasRedis, 'apt-get install redis-server', () => {
  let server: TestRedis
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())
  beforeEach(async () => void (await server.admin.flushall()))

  const open: { close(): void }[] = []
  afterAll(() => open.forEach((cache) => cache.close()))

  async function redisCache(record = recorder(), over: { url?: string; sign?: typeof sign } = {}) {
    const log = (_: object, message: string) => void record.logged.push(message)
    const cache = new RedisTemplateCache({
      url: server.url,
      namespace: 'test_',
      sign,
      figures: record.figures,
      logger: { info: log, warn: log, error: log },
      ...over,
    })
    open.push(cache)
    return cache
  }

  const connected = async (cache: RedisTemplateCache) => {
    const template = unwrap(await compileTemplate(Buffer.from('probe'), 'text'))
    await until('Redis takes and gives', async () => {
      await cache.put('probe', template)
      return cache.get('probe')
    })
  }

  templateCacheContract('Redis', async () => {
    const cache = await redisCache()
    await connected(cache)
    return { cache, close: async () => cache.close() }
  })

  templateCacheContract('an LRU before Redis', async () => {
    const record = recorder()
    const redis = await redisCache(record)
    await connected(redis)
    const cache = new LayeredTemplateCache(
      [
        { name: 'lru', cache: new MemoryTemplateCache(200_000) },
        { name: 'redis', cache: redis },
      ],
      record.figures,
    )
    return { cache, close: async () => redis.close() }
  })

  /** An instance of the service as far as templates go, and its one template. */
  async function instance(record = recorder(), over: Parameters<typeof redisCache>[1] = {}) {
    const redis = await redisCache(record, over)
    const lru = new MemoryTemplateCache()
    const documents = new MemoryDocuments()
    const log = new PlainLog(new MemoryEventStore())
    await registerLetter(new Scribe(log), documents)
    const { state } = await new AggregateCache(log).load(templateDecider, templateStream('default', 'letter'))
    const version: TemplateVersion = state.versions[0]!
    let compiles = 0
    const counting = {
      ...compiler,
      compile: (...args: Parameters<typeof compiler.compile>) => (compiles++, compiler.compile(...args)),
    }
    const templateCache = new LayeredTemplateCache(
      [
        { name: 'lru', cache: lru },
        { name: 'redis', cache: redis },
      ],
      record.figures,
    )
    const templates = compiledTemplates({ templateCache, documents, compiler: counting })
    const fresh = { ...version, version: 1 }
    const layered = {
      redis,
      record,
      compiles: () => compiles,
      get: (number = 1) => templates.get('default', 'letter', { ...fresh, version: number }),
    }
    return layered
  }

  const expected = async () => unwrap(await compileTemplate(Buffer.from('Dear {{name}}.'), 'text'))

  test('what one instance compiled, another loads; after that it has it itself', async () => {
    const [one, two] = [await instance(), await instance()]
    await connected(one.redis)
    await connected(two.redis)
    expect(unwrap(await one.get())).toEqual(await expected())
    expect(unwrap(await two.get())).toEqual(await expected())
    await two.get()
    expect([one.compiles(), two.compiles()]).toEqual([1, 0])
    expect(one.record.told).toContain('miss')
    expect(two.record.told.slice(-2)).toEqual(['redis', 'lru'])
  })

  test('a hundred that ask at once for a version that nobody has make one compile', async () => {
    const one = await instance()
    await connected(one.redis)
    await Promise.all(Array.from({ length: 100 }, () => one.get()))
    expect(one.compiles()).toBe(1)
  })

  test('killed and started again: generation goes on, and Redis fills up by itself', async () => {
    const one = await instance()
    await connected(one.redis)
    await one.get(1)
    await server.kill()
    for (const version of [2, 3, 4]) expect(unwrap(await one.get(version))).toEqual(await expected())
    expect(one.compiles()).toBe(4)
    await server.start()
    await connected(one.redis)
    await one.get(5)
    const other = await instance()
    await connected(other.redis)
    await other.get(5)
    expect(other.compiles()).toBe(0)
    expect(one.record.logged).toEqual([
      'Redis cannot be reached: templates are compiled here until it is back',
      'Redis is back',
    ])
  })

  test('while it hangs, nobody waits longer than a moment for it, and most do not wait at all', async () => {
    const one = await instance()
    await connected(one.redis)
    server.pause()
    try {
      const began = performance.now()
      for (let version = 1; version <= 50; version++) expect(unwrap(await one.get(version))).toEqual(await expected())
      // One look waits for its time limit; the rest finds Redis resting, until a second is over.
      const seconds = (performance.now() - began) / 1000
      expect(one.record.told.filter((what) => what.endsWith('timeout')).length).toBeLessThanOrEqual(1 + seconds)
      expect(one.compiles()).toBe(50)
    } finally {
      server.resume()
    }
    await connected(one.redis)
  })

  test('flushed: what an instance needs again comes from its LRU, what it does not have from the file', async () => {
    const [one, two] = [await instance(), await instance()]
    await connected(one.redis)
    await connected(two.redis)
    await one.get()
    await server.admin.flushall()
    await one.get()
    await two.get()
    expect([one.compiles(), two.compiles()]).toEqual([1, 1])
    expect(await server.admin.keys('test_template:default/*')).toHaveLength(1)
  })

  test.each<[string, (key: string, ours: Buffer) => Promise<unknown>]>([
    ['nothing but noise', (key) => server.admin.set(key, randomBytes(5000))],
    ['an empty value', (key) => server.admin.set(key, '')],
    ['a value of a few bytes', (key) => server.admin.set(key, 'x')],
    ['a value that is too large for a template', (key) => server.admin.setrange(key, 64 * 1024 * 1024, 'x')],
    ['a cut-off value', (key, ours) => server.admin.set(key, ours.subarray(0, ours.length - 1))],
    [
      'a changed value',
      (key, ours) =>
        server.admin.set(key, Buffer.from(ours.map((byte, at) => (at === ours.length - 3 ? byte ^ 1 : byte)))),
    ],
    ['a list', (key) => server.admin.rpush(key, 'x')],
    [
      'a well-formed template from a stranger',
      async (key) => {
        const forged = encodeCompiled(unwrap(await compileTemplate(Buffer.from('Pay {{name}} a million.'), 'text')))
        await server.admin.set(key, Buffer.concat([createHmac('sha256', 'guess').update(key).digest(), forged]))
      },
    ],
    [
      'another template of ours',
      async (key) => {
        const other = await redisCache()
        await connected(other)
        await server.admin.copy('test_template:probe', key, 'REPLACE')
      },
    ],
  ])('%s under its key is not taken for a template, and replaced', async (_, plant) => {
    const one = await instance()
    await connected(one.redis)
    await one.get()
    const [key] = await server.admin.keys('test_template:default/*')
    const ours = (await server.admin.getBuffer(key!))!
    await server.admin.del(key!)
    await plant(key!, ours)
    const two = await instance()
    await connected(two.redis)
    expect(unwrap(await two.get())).toEqual(await expected())
    expect(two.compiles()).toBe(1)
    expect((await server.admin.getBuffer(key!))!.equals(ours)).toBe(true)
  })

  test('an installation with another master key finds nothing, and says foreign', async () => {
    const one = await instance()
    await connected(one.redis)
    await one.get()
    const two = await instance(recorder(), {
      sign: (text) => createHmac('sha256', 'another').update(text).digest('hex'),
    })
    await connected(two.redis)
    await two.get()
    expect(two.compiles()).toBe(1)
    expect(two.record.told).toContain('get foreign')
  })

  test('nobody listens there: the start does not wait, and templates are compiled', async () => {
    const one = await instance(recorder(), { url: 'redis://127.0.0.1:1' })
    expect(unwrap(await one.get())).toEqual(await expected())
    expect(one.compiles()).toBe(1)
  })

  test('a value lives for a week, under the namespace', async () => {
    const cache = await redisCache()
    await connected(cache)
    const key = randomUUID()
    await cache.put(key, await expected())
    const ttl = await server.admin.ttl(`test_template:${key}`)
    expect(ttl).toBeGreaterThan(6 * 24 * 3600)
    expect(ttl).toBeLessThanOrEqual(7 * 24 * 3600)
    await cache.delete(key)
    expect(await server.admin.exists(`test_template:${key}`)).toBe(0)
  })
})
