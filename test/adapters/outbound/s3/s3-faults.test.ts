/** Endpoints of S3 that lack something, and moments in which they fail. */
import { afterEach, expect, test } from 'vitest'
import { S3DocumentStore } from '../../../../src/adapters/outbound/s3/s3-document-store.ts'
import { type S3Options } from '../../../../src/adapters/outbound/s3/s3-client.ts'
import { StoreUnavailable } from '../../../../src/ports/events/event-store.ts'
import { s3Double, type S3Double } from '../../../doubles/s3-double.ts'

const KEY = 'default/generation/document'
const bytes = Buffer.from('the first bytes')

const toStop: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const stop of toStop.splice(0)) await stop()
})

async function storeOn(conditional: 'kept' | 'ignored' | 'refused', over: Partial<S3Options> = {}) {
  const warned: string[] = []
  const double: S3Double = await s3Double(conditional)
  toStop.push(() => double.stop())
  const store = await S3DocumentStore.open({
    bucket: 'bucket',
    endpoint: double.endpoint,
    region: 'us-east-1',
    force_path_style: true,
    encryption: undefined,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    logger: { info() {}, warn: (_, message) => void warned.push(message), error() {} },
    ...over,
  })
  toStop.unshift(() => store.close())
  double.requests.length = 0
  return { double, store, warned }
}

test.each(['ignored', 'refused'] as const)(
  'an endpoint by which the condition is %s: said once, and each write looks first',
  async (conditional) => {
    const { store, double, warned } = await storeOn(conditional)
    expect(warned).toHaveLength(1)
    expect(await store.put(KEY, bytes)).toBe('stored')
    expect(await store.put(KEY, Buffer.from('the second bytes'))).toBe('exists')
    expect(await store.get(KEY)).toEqual(bytes)
    expect(double.requests.map(({ method }) => method)).toEqual(['HEAD', 'PUT', 'HEAD', 'GET'])
    expect(double.requests.every(({ headers }) => headers['if-none-match'] === undefined)).toBe(true)
    expect(warned).toHaveLength(1)
  },
)

test('an endpoint that keeps the condition needs no look', async () => {
  const { store, double, warned } = await storeOn('kept')
  expect(await store.put(KEY, bytes)).toBe('stored')
  expect(double.requests.map(({ method }) => method)).toEqual(['PUT'])
  expect(warned).toEqual([])
})

test('a write whose answer was lost is told from one that somebody else won', async () => {
  const { store, double } = await storeOn('kept')
  let lost = 0
  double.misbehave = (request, response, write) => {
    if (request.method !== 'PUT' || lost++ > 0) return false
    write()
    response.destroy()
    return true
  }
  expect(await store.put(KEY, bytes)).toBe('stored')
  expect(lost).toBeGreaterThan(1)
  expect(await store.put(KEY, Buffer.from('the second bytes'))).toBe('exists')
  expect(await store.get(KEY)).toEqual(bytes)
})

test('a conflict of two writes (409) is tried again', async () => {
  const { store, double } = await storeOn('kept')
  let conflicts = 0
  double.misbehave = (request, response) => {
    if (request.method !== 'PUT' || conflicts++ > 1) return false
    response
      .writeHead(409, { 'content-type': 'application/xml' })
      .end('<Error><Code>ConditionalRequestConflict</Code></Error>')
    return true
  }
  expect(await store.put(KEY, bytes)).toBe('stored')
})

test('a busy moment (503) passes; one that lasts is an unavailable store', async () => {
  const { store, double } = await storeOn('kept')
  let busy = 1
  double.misbehave = (_, response) => {
    if (busy-- <= 0) return false
    response.writeHead(503, { 'content-type': 'application/xml' }).end('<Error><Code>SlowDown</Code></Error>')
    return true
  }
  expect(await store.put(KEY, bytes)).toBe('stored')
  busy = 1000
  await expect(store.get(KEY)).rejects.toThrow(StoreUnavailable)
})

test('an object that breaks off in the middle is no object', async () => {
  const { store, double } = await storeOn('kept')
  await store.put(KEY, bytes)
  double.misbehave = (request, response) => {
    if (request.method !== 'GET') return false
    response.writeHead(200, { 'content-length': 1000 }).write('half')
    setImmediate(() => response.destroy())
    return true
  }
  await expect(store.get(KEY)).rejects.toThrow(StoreUnavailable)
})

test.each(['PUT', 'GET', 'HEAD'])(
  'an endpoint that falls silent at %s is an unavailable store, in time',
  async (method) => {
    const { store, double } = await storeOn('kept', { limits: { connect: 500, response: 200, total: 2000 } })
    double.misbehave = (request) => request.method === method
    await expect(
      method === 'PUT' ? store.put(KEY, bytes) : method === 'GET' ? store.get(KEY) : store.has(KEY),
    ).rejects.toThrow(StoreUnavailable)
  },
)

test('an object that trickles for ever is broken off', async () => {
  const { store, double } = await storeOn('kept', { limits: { connect: 500, response: 1000, total: 800 } })
  let trickle: NodeJS.Timeout | undefined
  double.misbehave = (_, response) => {
    response.writeHead(200, { 'content-length': 1_000_000 })
    trickle = setInterval(() => response.write('x'), 20)
    return true
  }
  await expect(store.get(KEY)).rejects.toThrow(StoreUnavailable)
  clearInterval(trickle)
})

test.each([
  [{ algorithm: 'AES256' as const }, { 'x-amz-server-side-encryption': 'AES256' }],
  [
    { algorithm: 'aws:kms' as const, key: 'alias/docgen' },
    { 'x-amz-server-side-encryption': 'aws:kms', 'x-amz-server-side-encryption-aws-kms-key-id': 'alias/docgen' },
  ],
])('encryption by the server is asked for: %j', async (encryption, headers) => {
  const { store, double } = await storeOn('kept', { encryption })
  await store.put(KEY, bytes)
  expect(double.requests[0]!.headers).toMatchObject(headers)
})

test('every write carries its hash, for the server to check and for the reader', async () => {
  const { store, double } = await storeOn('kept')
  await store.put(KEY, bytes)
  const { headers } = double.requests[0]!
  expect(Buffer.from(headers['x-amz-checksum-sha256'] as string, 'base64').toString('hex')).toBe(
    headers['x-amz-meta-sha256'],
  )
  expect(headers['content-length']).toBe(String(bytes.length))
})
