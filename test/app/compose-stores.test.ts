/**
 * The whole service with its documents in a real S3 and its templates in a real Redis: from the upload to the download,
 * and while they are away.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import { S3Unusable } from '../../src/adapters/outbound/s3/s3-failure.ts'
import { hasS3, HOW_TO_GET_S3, startS3, type TestS3 } from '../support/servers/radosgw.ts'
import { onRealServer } from '../support/servers/real-servers.ts'
import { hasRedis, startRedis, type TestRedis } from '../support/servers/redis.ts'

onRealServer('the service on S3 and Redis', hasS3 && hasRedis, `${HOW_TO_GET_S3}; apt-get install redis-server`, () => {
  let s3: TestS3
  let redis: TestRedis
  beforeAll(async () => {
    ;[s3, redis] = await Promise.all([startS3(), startRedis()])
    vi.stubEnv('AWS_ACCESS_KEY_ID', s3.access_key)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', s3.secret_key)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await Promise.all([s3.stop(), redis.stop()])
  })

  async function open(bucket: string, env: Record<string, string> = {}): Promise<DocGenService> {
    const data = mkdtempSync(path.join(tmpdir(), 'docgen-compose-'))
    const service = await openService(
      readConfig({
        DOCGEN_DATA_DIR: data,
        DOCGEN_LOG_LEVEL: 'silent',
        S3_BUCKET: bucket,
        S3_ENDPOINT: s3.endpoint,
        REDIS_URL: redis.url,
        ...env,
      }),
    )
    onTestFinished(async () => {
      await service.close()
      rmSync(data, { recursive: true, force: true })
    })
    return service
  }

  const call = (service: DocGenService, method: string, address: string, body?: object | FormData) => {
    const headers = {
      authorization: `Bearer ${service.local_key}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    }
    return service.fetch(
      new Request(`http://127.0.0.1${address}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
      }),
    )
  }

  const json = async (service: DocGenService, method: string, address: string, body?: object) =>
    (await call(service, method, address, body)).json() as Promise<{
      id: string
      state: string
      status: string
      checks: object
    }>

  async function makeDocument(service: DocGenService): Promise<string> {
    const form = new FormData()
    form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
    await call(service, 'POST', '/api/v1/templates', form)
    const { id } = await json(service, 'POST', '/api/v1/generations', {
      template_id: 'letter',
      answers: { name: 'Ada' },
    })
    await json(service, 'POST', `/api/v1/generations/${id}/confirm`, {})
    await expect.poll(async () => (await json(service, 'GET', `/api/v1/generations/${id}`)).state).toBe('rendered')
    return id
  }

  const objects = async (bucket: string) => {
    const { Contents = [] } = await s3.admin.send(new ListObjectsV2Command({ Bucket: bucket }))
    return Promise.all(
      Contents.map(async ({ Key }) => ({
        key: Key!,
        text: Buffer.from(
          await (await s3.admin.send(new GetObjectCommand({ Bucket: bucket, Key }))).Body!.transformToByteArray(),
        ).toString('latin1'),
      })),
    )
  }

  test('a template is warm in Redis before it is used; the document lies sealed in the bucket, and comes through the service', async () => {
    const bucket = await s3.freshBucket()
    const service = await open(bucket, { DOCGEN_NAMESPACE: 'warm_' })
    const form = new FormData()
    form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
    await call(service, 'POST', '/api/v1/templates', form)
    await expect.poll(() => redis.admin.keys('warm_template:default/letter/1/*')).toHaveLength(1)
    const id = await makeDocument(service)
    const made = (await objects(bucket)).find(({ key }) => key.startsWith(`default/${id}/`))!
    expect(made.key).toMatch(/^default\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/)
    expect(made.text).not.toContain('Ada')
    const linked = await call(service, 'GET', `/api/v1/generations/${id}/document?link=true`)
    expect([linked.status, await linked.text()]).toEqual([200, 'Dear Ada'])
    const metrics = await (await call(service, 'GET', '/metrics')).text()
    expect(metrics).toMatch(/docgen_template_cache_lookup_seconds_count\{found="(lru|redis)"\} [1-9]/)
    expect(metrics).toContain('docgen_template_cache_lookup_seconds_count{found="miss"} 1')
    expect(await json(service, 'GET', '/health/ready')).toMatchObject({ status: 'ok', checks: { documents: 'ok' } })
  })

  test('with sealing off, a link leads to the document, and using it is no delivery', async () => {
    const bucket = await s3.freshBucket()
    const service = await open(bucket, { DOCGEN_SEALED_DOCUMENTS: 'false' })
    const id = await makeDocument(service)
    const redirect = await call(service, 'GET', `/api/v1/generations/${id}/document?link=true`)
    expect(redirect.status).toBe(303)
    expect(redirect.headers.get('cache-control')).toBe('no-store')
    const file = await fetch(redirect.headers.get('location')!)
    expect(await file.text()).toBe('Dear Ada')
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''.*\.txt$/)
    expect((await json(service, 'GET', `/api/v1/generations/${id}`)).state).toBe('rendered')
    expect(await (await call(service, 'GET', `/api/v1/generations/${id}/document`)).text()).toBe('Dear Ada')
    expect((await json(service, 'GET', `/api/v1/generations/${id}`)).state).toBe('delivered')
  })

  test('without Redis it starts and makes documents', async () => {
    const service = await open(await s3.freshBucket(), { REDIS_URL: 'redis://127.0.0.1:1' })
    await makeDocument(service)
  })

  test('a bucket that is not there, and a wrong secret, stop the start with what to do', async () => {
    await expect(open('not-there')).rejects.toThrow(S3Unusable)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong')
    const bucket = await s3.freshBucket()
    await expect(open(bucket)).rejects.toThrow('correct AWS_SECRET_ACCESS_KEY')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', s3.secret_key)
    await expect(open(bucket, { S3_ENDPOINT: 'http://127.0.0.1:1' })).rejects.toThrow('cannot be reached')
  })
})

test.each<[Record<string, string>, object]>([
  [
    { S3_BUCKET: 'documents' },
    { bucket: 'documents', endpoint: undefined, region: 'us-east-1', force_path_style: false, encryption: undefined },
  ],
  [
    { S3_BUCKET: 'documents', S3_ENDPOINT: 'http://s3:9000' },
    { force_path_style: true, endpoint: 'http://s3:9000' },
  ],
  [
    { S3_BUCKET: 'documents', S3_ENDPOINT: 'http://s3:9000', S3_FORCE_PATH_STYLE: 'false' },
    { force_path_style: false },
  ],
  [
    { S3_BUCKET: 'documents', S3_SERVER_SIDE_ENCRYPTION: 'AES256' },
    { encryption: { algorithm: 'AES256', key: undefined } },
  ],
  [
    { S3_BUCKET: 'documents', S3_SERVER_SIDE_ENCRYPTION: 'aws:kms:arn:aws:kms:eu:1:key/x' },
    { encryption: { algorithm: 'aws:kms', key: 'arn:aws:kms:eu:1:key/x' } },
  ],
])('the environment %j is read', (env, s3) => {
  expect(readConfig(env).s3).toMatchObject(s3)
})
