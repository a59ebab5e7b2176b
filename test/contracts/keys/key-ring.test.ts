import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { WrongMasterKey } from '../../../src/ports/keys/master-keys.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { SqlDataKeys } from '../../../src/adapters/outbound/sql/data-keys.ts'
import { fixedClock } from '../../doubles/clock.ts'
import { freshPglite } from '../../support/servers/pglite.ts'
import { keyRingContract } from './key-ring.contract.ts'
import { localKeys } from '../../support/keys/master-keys.ts'

keyRingContract('envelope, keys in memory', async () => {
  const [master, keys] = [randomBytes(32), new MemoryDataKeys()]
  return { ring: () => EnvelopeKeyRing.open(localKeys(master), keys), close: async () => {} }
})

keyRingContract('envelope, keys in SQL on PGlite', async () => {
  const [master, { db, close }] = [randomBytes(32), await freshPglite()]
  return { ring: () => EnvelopeKeyRing.open(localKeys(master), new SqlDataKeys(db, fixedClock())), close }
})

test('another master key than the one that wrapped the data keys is refused at once', async () => {
  const keys = new MemoryDataKeys()
  await EnvelopeKeyRing.open(localKeys(), keys)
  await expect(EnvelopeKeyRing.open(localKeys(), keys)).rejects.toThrow(WrongMasterKey)
})
