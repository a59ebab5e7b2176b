import { expect, test } from 'vitest'
import { SqlDataKeys } from '../../../src/adapters/outbound/sql/data-keys.ts'
import { fixedClock } from '../../doubles/clock.ts'
import { MemoryDataKeys } from '../../doubles/memory-data-keys.ts'
import { freshPglite } from '../../support/servers/pglite.ts'
import { dataKeysContract } from './data-keys.contract.ts'

dataKeysContract('in memory', async () => {
  const keys = new MemoryDataKeys()
  return { one: keys, other: keys, close: async () => {} }
})

dataKeysContract('in SQL on PGlite', async () => {
  const { db, close } = await freshPglite()
  return { one: new SqlDataKeys(db, fixedClock()), other: new SqlDataKeys(db, fixedClock()), close }
})

test('rows that name no master key are of the first one, also those that an older instance writes later', async () => {
  const { db, close } = await freshPglite()
  const keys = new SqlDataKeys(db, fixedClock())
  const old = (subject: string) =>
    db
      .insertInto('data_keys')
      .values({ subject, wrapped: Buffer.from(subject), created_at: '2026-11-01T00:00:00.000Z' })
      .execute()
  await old('before')
  expect(await keys.masterKeysInUse()).toEqual([])
  await keys.wrappingKey('first')
  await old('beside')
  expect(await keys.find('before')).toMatchObject({ master_key: 'first' })
  expect(await keys.masterKeysInUse()).toEqual(['first'])
  await keys.add('new', { wrapped: Buffer.from('new'), master_key: 'first' })
  expect(await keys.count()).toEqual([{ master_key: 'first', keys: 3 }])
  expect(await keys.wrappedByOthers('first', undefined, 10)).toEqual([])
  expect(await keys.wrappedByOthers('second', undefined, 10)).toHaveLength(3)
  await close()
})
