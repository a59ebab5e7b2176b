/** What AWS KMS refuses, and what becomes of it: an operator's line, or a fault that passes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { KmsUnusable } from '../../../../src/adapters/outbound/aws-kms/kms-failure.ts'
import { KmsMasterKey } from '../../../../src/adapters/outbound/aws-kms/kms-master-key.ts'
import { StoreUnavailable } from '../../../../src/ports/events/event-store.ts'
import { kmsDouble, type KmsDouble } from '../../../doubles/kms-double.ts'
import { MemoryDataKeys } from '../../../doubles/memory-data-keys.ts'

let kms: KmsDouble
let arn: string
beforeEach(async () => {
  kms = await kmsDouble()
  arn = kms.addKey('alias/docgen')
})
afterEach(() => kms.stop())

const open = (key = arn): Promise<KmsMasterKey> =>
  KmsMasterKey.open({
    key,
    setting: 'DOCGEN_MASTER_KEY_KMS',
    endpoint: kms.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  })
const everywhere = (status: number, name: string): void => {
  kms.fault = () => ({ status, name })
}

describe('at the start one line names the setting', () => {
  test.each([
    ['AccessDeniedException', /DOCGEN_MASTER_KEY_KMS.*kms:Decrypt/, 'DOCGEN_MASTER_KEY_KMS'],
    ['UnrecognizedClientException', /AWS_ACCESS_KEY_ID/, 'AWS_ACCESS_KEY_ID'],
    ['InvalidSignatureException', /AWS_SECRET_ACCESS_KEY/, 'AWS_SECRET_ACCESS_KEY'],
    ['ExpiredTokenException', /AWS_SESSION_TOKEN/, 'AWS_SESSION_TOKEN'],
    ['KMSInvalidStateException', /DOCGEN_MASTER_KEY_KMS.*deletion/, 'DOCGEN_MASTER_KEY_KMS'],
  ])('%s', async (name, words, setting) => {
    everywhere(400, name)
    const refused = await open().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(KmsUnusable)
    expect(refused).toMatchObject({ message: expect.stringMatching(words), setting })
  })

  test('a key that is not there, or is disabled', async () => {
    await expect(open('alias/other')).rejects.toThrow(/DOCGEN_MASTER_KEY_KMS.*alias\/other.*no such key/)
    kms.enable(arn, false)
    await expect(open()).rejects.toThrow(/DOCGEN_MASTER_KEY_KMS.*Enable the key/)
  })

  test('a server that does not answer', async () => {
    await kms.stop()
    await expect(open()).rejects.toThrow(/DOCGEN_MASTER_KEY_KMS: KMS at .* cannot be reached/)
  })
})

test('being told to slow down is tried again', async () => {
  const key = await open()
  const refusals = [1, 2]
  kms.fault = () => (refusals.pop() === undefined ? undefined : { status: 400, name: 'ThrottlingException' })
  const wrapped = await key.wrap(new Uint8Array(32), 'generation-1')
  expect(await key.unwrap(wrapped, 'generation-1')).toHaveLength(32)
})

test('while it is down, what was unwrapped is used on; what was not is unavailable, and the key says that it is down', async () => {
  const [key, dataKeys] = [await open(), new MemoryDataKeys()]
  let now = 0
  const ring = await EnvelopeKeyRing.open({ current: key, former: [] }, dataKeys, () => now)
  const sealed = await ring.seal('generation-1', Buffer.from('plain'), '')
  await kms.stop()
  now += 600_000
  expect(Buffer.from((await ring.open('generation-1', sealed, ''))!).toString()).toBe('plain')
  const failed = ring.seal('generation-2', Buffer.from('plain'), '')
  await expect(failed).rejects.toThrow(StoreUnavailable)
  await expect(failed).rejects.not.toThrow(KmsUnusable)
  await expect(key.check()).rejects.toThrow(StoreUnavailable)
})

test('looking again whether a data key was destroyed asks the key service nothing', async () => {
  const [key, dataKeys] = [await open(), new MemoryDataKeys()]
  let now = 0
  const ring = await EnvelopeKeyRing.open({ current: key, former: [] }, dataKeys, () => now)
  const sealed = await ring.seal('generation-1', Buffer.from('plain'), '')
  const asked = kms.asked.length
  for (let looks = 0; looks < 10; looks++) {
    now += 60_000
    await ring.open('generation-1', sealed, '')
  }
  expect(kms.asked.length).toBe(asked)
  await dataKeys.destroy('generation-1')
  now += 60_000
  expect(await ring.open('generation-1', sealed, '')).toBeUndefined()
})

test('a key that is disabled later is told of', async () => {
  const key = await open()
  kms.enable(arn, false)
  await expect(key.check()).rejects.toThrow(/DOCGEN_MASTER_KEY_KMS.*not enabled/)
  await expect(key.wrap(new Uint8Array(32), 'generation-1')).rejects.toThrow(KmsUnusable)
})
