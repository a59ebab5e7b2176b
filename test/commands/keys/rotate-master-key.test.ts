/**
 * Data keys go from one master key to another: whatever stops it, wherever, nothing that was sealed is ever closed to
 * whoever holds both, and in the end the new one is enough.
 */
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { KmsMasterKey } from '../../../src/adapters/outbound/aws-kms/kms-master-key.ts'
import { beginRotation, rotateSome } from '../../../src/commands/keys/rotate-master-key.ts'
import type { DataKeys } from '../../../src/ports/keys/data-keys.ts'
import { INSTALLATION_KEYS, KeyDestroyed } from '../../../src/ports/keys/key-ring.ts'
import { WrongMasterKey, type MasterKeys } from '../../../src/ports/keys/master-keys.ts'
import { getMasterKeysStatus } from '../../../src/queries/operations/get-master-keys-status.ts'
import { kmsDouble } from '../../doubles/kms-double.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { localKeys } from '../../support/keys/master-keys.ts'

const logger = { info() {}, warn() {}, error() {} }
const [FIRST, SECOND] = [randomBytes(32), randomBytes(32)]

async function rotateAll(masterKeys: MasterKeys, dataKeys: DataKeys): Promise<readonly string[]> {
  const deps = { masterKeys, dataKeys, logger }
  const damaged: string[] = []
  await beginRotation(deps)
  for (let after: string | undefined; ;) {
    const step = await rotateSome(deps, after)
    damaged.push(...step.damaged)
    if (step.next === null) return damaged
    after = step.next
  }
}

/** Sealed values of so many subjects, under the first master key. */
async function sealedValues(dataKeys: DataKeys, count: number): Promise<Map<string, Uint8Array>> {
  const ring = await EnvelopeKeyRing.open(localKeys(FIRST), dataKeys)
  await Promise.all(INSTALLATION_KEYS.map((name) => ring.installationKey(name)))
  const subjects = Array.from({ length: count }, (_, n) => `generation-${n}`)
  return new Map(
    await Promise.all(
      subjects.map(async (subject) => [subject, await ring.seal(subject, Buffer.from(subject), '')] as const),
    ),
  )
}

async function expectOpen(keys: MasterKeys, dataKeys: DataKeys, sealed: ReadonlyMap<string, Uint8Array>) {
  const ring = await EnvelopeKeyRing.open(keys, dataKeys)
  for (const [subject, bytes] of sealed)
    expect(Buffer.from((await ring.open(subject, bytes, '')) ?? []).toString()).toBe(subject)
}

test('afterwards the new key is enough and the former one opens nothing; the installation’s keys stay what they were', async () => {
  const dataKeys = new MemoryDataKeys()
  const sealed = await sealedValues(dataKeys, 1200)
  const ringBefore = await EnvelopeKeyRing.open(localKeys(FIRST), dataKeys)
  const before = await Promise.all(INSTALLATION_KEYS.map((name) => ringBefore.installationKey(name)))
  expect(await rotateAll(localKeys(SECOND, FIRST), dataKeys)).toEqual([])

  await expectOpen(localKeys(SECOND), dataKeys, sealed)
  await expect(EnvelopeKeyRing.open(localKeys(FIRST), dataKeys)).rejects.toThrow(WrongMasterKey)
  const after = await EnvelopeKeyRing.open(localKeys(SECOND), dataKeys)
  expect(after.digest('local key')).toBe(ringBefore.digest('local key'))
  for (const [n, name] of INSTALLATION_KEYS.entries())
    expect((await after.installationKey(name)).equals(before[n]!)).toBe(true)
  const { current, keys, left } = await getMasterKeysStatus({ masterKeys: localKeys(SECOND, FIRST), dataKeys })
  expect(left).toBe(0)
  expect(keys.find(({ id }) => id !== current)).toMatchObject({ data_keys: 0, held: true })
})

test('digests are those that versions before derived from the master key', async () => {
  // HMAC-SHA-256 of “text” under HKDF-SHA-256 (no salt, “docgen digest”) of 32 bytes of seven, computed apart.
  const ring = await EnvelopeKeyRing.open(localKeys(new Uint8Array(32).fill(7)), new MemoryDataKeys())
  expect(ring.digest('text')).toBe('e478768b0dc08880690b70f25628f286b22d06e87efba57f5a23d22219665eec')
})

test('until a rotation begins, the key of before wraps what is new, so that instances may be restarted one by one', async () => {
  const dataKeys = new MemoryDataKeys()
  await sealedValues(dataKeys, 1)
  const restarted = await EnvelopeKeyRing.open(localKeys(SECOND, FIRST), dataKeys)
  const sealed = await restarted.seal('generation-new', Buffer.from('generation-new'), '')
  await expectOpen(localKeys(FIRST), dataKeys, new Map([['generation-new', sealed]]))
})

test('an instance that holds both seals for new subjects with the new key as soon as a rotation began elsewhere', async () => {
  const dataKeys = new MemoryDataKeys()
  await sealedValues(dataKeys, 1)
  const other = await EnvelopeKeyRing.open(localKeys(SECOND, FIRST), dataKeys)
  await rotateAll(localKeys(SECOND, FIRST), dataKeys)
  const sealed = await other.seal('generation-new', Buffer.from('generation-new'), '')
  await expectOpen(localKeys(SECOND), dataKeys, new Map([['generation-new', sealed]]))
})

test('an instance with the new key alone does not start while data keys need the former', async () => {
  const dataKeys = new MemoryDataKeys()
  await sealedValues(dataKeys, 600)
  const deps = { masterKeys: localKeys(SECOND, FIRST), dataKeys, logger }
  await beginRotation(deps)
  await rotateSome(deps, undefined)
  await expect(EnvelopeKeyRing.open(localKeys(SECOND), dataKeys)).rejects.toThrow(/DOCGEN_MASTER_KEY_FORMER/)
})

describe('stopped at any point', () => {
  /** Data keys of which the call of this number, and all after it, fail; half of them after they did their work. */
  function dyingAt(dataKeys: DataKeys, call: number, afterwards: boolean): DataKeys {
    let calls = 0
    return new Proxy(dataKeys, {
      get(target, name: keyof DataKeys) {
        const method = target[name] as (...given: unknown[]) => Promise<unknown>
        return async (...given: unknown[]) => {
          const dies = ++calls >= call
          if (dies && !afterwards) throw new Error('killed')
          const result = await method.apply(target, given)
          if (dies) throw new Error('killed')
          return result
        }
      },
    })
  }

  test('everything opens with both keys, and going on ends it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.boolean(), async (call, afterwards) => {
        const dataKeys = new MemoryDataKeys()
        const sealed = await sealedValues(dataKeys, 520)
        await rotateAll(localKeys(SECOND, FIRST), dyingAt(dataKeys, call, afterwards)).catch(() => undefined)
        const both = await EnvelopeKeyRing.open(localKeys(SECOND, FIRST), dataKeys)
        sealed.set('generation-new', await both.seal('generation-new', Buffer.from('generation-new'), ''))
        await expectOpen(localKeys(SECOND, FIRST), dataKeys, sealed)
        // Done already, where it died after the last step: then there is nothing to go to.
        await rotateAll(localKeys(SECOND, FIRST), dataKeys).catch((error: unknown) =>
          expect(error).toMatchObject({ error: { code: 'conflict' } }),
        )
        await expectOpen(localKeys(SECOND), dataKeys, sealed)
      }),
      { numRuns: 12 },
    )
  })
})

test('several at once, with new subjects and erased ones between, lose nothing and bring nothing back', async () => {
  const dataKeys = new MemoryDataKeys()
  const sealed = await sealedValues(dataKeys, 900)
  const instances = await Promise.all([1, 2, 3].map(() => EnvelopeKeyRing.open(localKeys(SECOND, FIRST), dataKeys)))
  const rotations = [1, 2].map(() => rotateAll(localKeys(SECOND, FIRST), dataKeys).catch(() => []))
  await Promise.all([
    ...rotations,
    ...instances.map(async (ring, n) => {
      sealed.set(`generation-x${n}`, await ring.seal(`generation-x${n}`, Buffer.from(`generation-x${n}`), ''))
      await ring.destroy(`generation-${n}`)
      sealed.delete(`generation-${n}`)
    }),
  ])
  await rotateAll(localKeys(SECOND, FIRST), dataKeys).catch(() => [])
  await expectOpen(localKeys(SECOND), dataKeys, sealed)
  const ring = await EnvelopeKeyRing.open(localKeys(SECOND), dataKeys)
  await expect(ring.seal('generation-0', Buffer.from('back'), '')).rejects.toThrow(KeyDestroyed)
})

test('a data key that somebody changed is named and left as it is; all others go over', async () => {
  const dataKeys = new MemoryDataKeys()
  const sealed = await sealedValues(dataKeys, 3)
  const entry = await dataKeys.find('generation-1')
  if (entry === undefined || entry === 'destroyed') throw new Error('no entry')
  const changed = Uint8Array.from(entry.wrapped, (byte, at) => (at === 30 ? byte ^ 1 : byte))
  await dataKeys.rewrap(entry.master_key, [{ subject: 'generation-1', before: entry.wrapped, after: changed }])
  expect(await rotateAll(localKeys(SECOND, FIRST), dataKeys)).toEqual(['generation-1'])
  expect(await dataKeys.find('generation-1')).toEqual({ wrapped: changed, master_key: entry.master_key })
  sealed.delete('generation-1')
  await expectOpen(localKeys(SECOND, FIRST), dataKeys, sealed)
})

test('into AWS KMS, and out of it again', async () => {
  const kms = await kmsDouble()
  const inKms = await KmsMasterKey.open({
    key: kms.addKey(),
    setting: 'DOCGEN_MASTER_KEY_KMS',
    endpoint: kms.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
  })
  const dataKeys = new MemoryDataKeys()
  const sealed = await sealedValues(dataKeys, 20)
  await rotateAll({ current: inKms, former: localKeys(FIRST).former.concat(localKeys(FIRST).current) }, dataKeys)
  await expectOpen({ current: inKms, former: [] }, dataKeys, sealed)
  await rotateAll({ current: localKeys(SECOND).current, former: [inKms] }, dataKeys)
  await kms.stop()
  await expectOpen(localKeys(SECOND), dataKeys, sealed)
})

test('where no other master key is set, it says how to name one', async () => {
  const dataKeys = new MemoryDataKeys()
  await sealedValues(dataKeys, 1)
  await expect(rotateAll(localKeys(FIRST), dataKeys)).rejects.toThrow(/DOCGEN_MASTER_KEY_FORMER/)
})
