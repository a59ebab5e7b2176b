import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { EnvelopeKeyRing, WrongMasterKey } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { MemoryDataKeys } from '../doubles/memory-data-keys.ts'
import { SqlDataKeys } from '../../src/adapters/outbound/sql/data-keys.ts'
import { fixedClock } from '../doubles/clock.ts'
import { freshPglite } from '../support/servers/pglite.ts'
import { keyRingContract } from './key-ring.contract.ts'

keyRingContract('envelope, keys in memory', async () => {
  const [master, keys] = [randomBytes(32), new MemoryDataKeys()]
  return { ring: () => EnvelopeKeyRing.open(master, keys), close: async () => {} }
})

keyRingContract('envelope, keys in SQL on PGlite', async () => {
  const [master, { db, close }] = [randomBytes(32), await freshPglite()]
  return { ring: () => EnvelopeKeyRing.open(master, new SqlDataKeys(db, fixedClock())), close }
})

test('another master key than the one that wrapped the data keys is refused at once', async () => {
  const keys = new MemoryDataKeys()
  await EnvelopeKeyRing.open(randomBytes(32), keys)
  await expect(EnvelopeKeyRing.open(randomBytes(32), keys)).rejects.toThrow(WrongMasterKey)
})
