/**
 * Documents on a real S3 server: the contract, what is written there, what is refused at the start, what was changed
 * behind our back, and making the bucket.
 */
import { execFile } from 'node:child_process'
import { hash, randomBytes, randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../../../../src/adapters/outbound/crypto/sealed-document-store.ts'
import { MemoryDataKeys } from '../../../doubles/memory-data-keys.ts'
import { S3DocumentStore } from '../../../../src/adapters/outbound/s3/s3-document-store.ts'
import { type S3Options } from '../../../../src/adapters/outbound/s3/s3-client.ts'
import { S3Unusable } from '../../../../src/adapters/outbound/s3/s3-failure.ts'
import { S3Links } from '../../../../src/adapters/outbound/s3/s3-links.ts'
import { StoreUnavailable } from '../../../../src/ports/events/event-store.ts'
import { DamagedDocument } from '../../../../src/storage/read-template-file.ts'
import { documentStoreContract } from '../../../contracts/document-store.contract.ts'
import { hasS3, HOW_TO_GET_S3, startS3, type TestS3 } from '../../../support/servers/radosgw.ts'
import { onRealServer } from '../../../support/servers/real-servers.ts'
import { localKeys } from '../../../support/keys/master-keys.ts'

onRealServer('documents on a real S3 server', hasS3, HOW_TO_GET_S3, () => {
  let server: TestS3
  let bucket: string
  const warned: string[] = []
  const logger = { info() {}, warn: (_: object, message: string) => void warned.push(message), error() {} }

  beforeAll(async () => {
    server = await startS3()
    bucket = await server.freshBucket()
  })
  afterAll(() => server.stop())

  const options = (over: Partial<S3Options> = {}): S3Options => ({
    bucket,
    endpoint: server.endpoint,
    region: 'us-east-1',
    force_path_style: true,
    encryption: undefined,
    logger,
    credentials: { accessKeyId: server.access_key, secretAccessKey: server.secret_key },
    ...over,
  })
  const opened = async (over: Partial<S3Options> = {}) => S3DocumentStore.open(options(over))

  documentStoreContract('S3', async () => {
    const store = await opened()
    return { store, close: async () => store.close() }
  })

  test('this server has conditional writes: nothing is said about their lack', async () => {
    ;(await opened()).close()
    expect(warned).toEqual([])
  })

  test('20 MB go and come back as they were', async () => {
    const store = await opened()
    const bytes = randomBytes(20 * 1024 * 1024)
    expect(await store.put('default/generation/large', bytes)).toBe('stored')
    expect(hash('sha256', (await store.get('default/generation/large'))!)).toBe(hash('sha256', bytes))
    store.close()
  })

  test('16 instances at once: one writes, and its bytes stay', async () => {
    const stores = await Promise.all(Array.from({ length: 16 }, () => opened()))
    const key = `default/${randomUUID()}/document`
    const bytes = stores.map((_, index) => randomBytes(50_000 + index))
    const outcomes = await Promise.all(stores.map((store, index) => store.put(key, bytes[index]!)))
    expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
    expect(Buffer.from((await stores[0]!.get(key))!).equals(bytes[outcomes.indexOf('stored')]!)).toBe(true)
    stores.forEach((store) => store.close())
  })

  test.each(['cut off', 'changed', 'of another object'])(
    'an object that was %s behind our back is not given out',
    async (harm) => {
      const store = await opened()
      const key = `default/${randomUUID()}/document`
      const bytes = randomBytes(100_000)
      await store.put(key, bytes)
      const { Metadata } = await server.admin.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
      const Body =
        harm === 'cut off'
          ? bytes.subarray(0, 50_000)
          : harm === 'changed'
            ? Buffer.from(bytes.map((byte, at) => (at === 77 ? byte ^ 1 : byte)))
            : randomBytes(10)
      await server.admin.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body, ...(Metadata === undefined ? {} : { Metadata }) }),
      )
      await expect(store.get(key)).rejects.toThrow(DamagedDocument)
      store.close()
    },
  )

  test('sealed documents are unreadable there, and do not open when they were swapped with their hashes', async () => {
    const store = await opened()
    const sealed = new SealedDocumentStore(store, await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys()))
    const keys = [`default/${randomUUID()}/a`, `default/${randomUUID()}/b`] as const
    await sealed.put('generation-a', keys[0], Buffer.from('the secret of Ada'))
    await sealed.put('generation-a', keys[1], Buffer.from('the secret of Bob'))
    const raw = (key: string) => server.admin.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    const other = await raw(keys[1])
    const bytes = await other.Body!.transformToByteArray()
    expect(Buffer.from(bytes).includes('secret')).toBe(false)
    await server.admin.send(
      new PutObjectCommand({ Bucket: bucket, Key: keys[0], Body: bytes, Metadata: other.Metadata! }),
    )
    const read = (key: string, text: string) => sealed.get('generation-a', key, hash('sha256', text))
    await expect(read(keys[0], 'the secret of Ada')).rejects.toThrow('changed, or belong elsewhere')
    expect(Buffer.from((await read(keys[1], 'the secret of Bob')) as Uint8Array).toString()).toBe('the secret of Bob')
    store.close()
  })

  test('objects that other tools brought back, without our hash, are read', async () => {
    const store = await opened()
    await server.admin.send(new PutObjectCommand({ Bucket: bucket, Key: 'default/restored', Body: Buffer.from('x') }))
    expect(Buffer.from((await store.get('default/restored'))!).toString()).toBe('x')
    store.close()
  })

  test('the bucket holds the keys that were put, and nothing else', async () => {
    const own = await server.freshBucket()
    const store = await opened({ bucket: own })
    await store.put('default/3f0f/9a1c', Buffer.of(1))
    const { Contents = [] } = await server.admin.send(new ListObjectsV2Command({ Bucket: own }))
    expect(Contents.map(({ Key }) => Key)).toEqual(['default/3f0f/9a1c', 'docgen-start-check'])
    store.close()
  })

  test.each<[string, () => Partial<S3Options>, RegExp]>([
    [
      'a wrong secret',
      () => ({ credentials: { accessKeyId: server.access_key, secretAccessKey: 'wrong' } }),
      /SignatureDoesNotMatch\. The secret key is wrong: correct AWS_SECRET_ACCESS_KEY/,
    ],
    [
      'an unknown access key',
      () => ({ credentials: { accessKeyId: 'nobody', secretAccessKey: 'wrong' } }),
      /InvalidAccessKeyId.*correct AWS_ACCESS_KEY_ID/,
    ],
    [
      'a bucket that is not there',
      () => ({ bucket: 'not-there' }),
      /NoSuchBucket\. Create the bucket “not-there”, or correct S3_BUCKET/,
    ],
  ])('%s stops the start with what to do', async (_, over, message) => {
    const opening = opened(over())
    await expect(opening).rejects.toThrow(S3Unusable)
    await expect(opening).rejects.toThrow(message)
  })

  test('nobody listens there: the start says so', async () => {
    const opening = opened({ endpoint: 'http://127.0.0.1:1' })
    await expect(opening).rejects.toThrow(StoreUnavailable)
    await expect(opening).rejects.toThrow('S3 at http://127.0.0.1:1 cannot be reached')
  })

  test('a link gives the bytes to whoever has it, as a file to be saved, and not when it was changed', async () => {
    const store = await opened()
    const links = new S3Links(options(), server.endpoint)
    const key = `default/${randomUUID()}/document`
    await store.put(key, Buffer.from('Dear Ada.'))
    const address = await links.link({ key, file_name: 'Brief an Ädä "x".txt', media_type: 'text/plain' })
    const response = await fetch(address)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('Dear Ada.')
    expect(response.headers.get('content-type')).toBe('text/plain')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''Brief%20an%20%C3%84d%C3%A4%20%22x%22.txt`,
    )
    expect(Number(new URL(address).searchParams.get('X-Amz-Expires'))).toBeLessThanOrEqual(300)
    expect((await fetch(address.replace(key, `${key}x`))).status).toBe(403)
    store.close()
    links.close()
  })

  const makeBucket = (env: Record<string, string>) =>
    promisify(execFile)(process.execPath, ['bin/create-bucket.ts'], {
      env: {
        S3_ENDPOINT: server.endpoint,
        AWS_ACCESS_KEY_ID: server.access_key,
        AWS_SECRET_ACCESS_KEY: server.secret_key,
        ...env,
      },
    }).then(
      ({ stdout }) => stdout.trim(),
      (error: { code: number; stderr: string }) => `${error.code} ${error.stderr.trim()}`,
    )

  test('the bucket of a server of one’s own is made when it is not there, and left alone when it is', async () => {
    const S3_BUCKET = `made-${randomUUID()}`
    expect(await makeBucket({ S3_BUCKET })).toBe(`${S3_BUCKET}: created`)
    expect(await makeBucket({ S3_BUCKET })).toBe(`${S3_BUCKET}: exists`)
  })

  test('a bucket that cannot be made: what is wrong is said', async () => {
    expect(await makeBucket({ S3_ENDPOINT: '' })).toBe('2 S3_BUCKET: name the bucket to make.')
    expect(await makeBucket({ S3_BUCKET: 'some-bucket', AWS_SECRET_ACCESS_KEY: 'wrong' })).toMatch(
      /^1 S3 at .* refuses/,
    )
    expect(await makeBucket({ S3_BUCKET: 'some-bucket', S3_ENDPOINT: 'http://127.0.0.1:1' })).toMatch(
      /^1 S3 at .* cannot be reached/,
    )
  })
})
