/** The bytes of each tenant, and no more than it may have. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MemoryDocumentStore } from '../../../../src/adapters/outbound/memory/memory-document-store.ts'
import { MeteredDocumentStore } from '../../../../src/adapters/outbound/sql/quotas/metered-document-store.ts'
import type { Logger } from '../../../../src/ports/logger.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'

const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
const MB = 1024 * 1024

let database: Awaited<ReturnType<typeof freshPglite>>
beforeAll(async () => {
  database = await freshPglite()
})
afterAll(() => database.close())

const storeOf = (limit_mb: number) =>
  new MeteredDocumentStore(new MemoryDocumentStore(), {
    db: database.db,
    limit_mb,
    logger: quiet,
  })
const used = async () =>
  Object.fromEntries(
    (
      await database.lite.query<{ tenant: string; bytes: unknown }>('select tenant, bytes from tenant_storage')
    ).rows.map(({ tenant, bytes }) => [tenant, Number(bytes)]),
  )

test('what is stored counts once, and what is deleted no more; beyond the quota nothing is stored', async () => {
  const store = storeOf(2)
  expect(await store.put('ann/a', new Uint8Array(MB))).toBe('stored')
  expect(await store.put('ann/a', new Uint8Array(MB))).toBe('exists')
  expect(await used()).toEqual({ ann: MB })
  await expect(store.put('ann/b', new Uint8Array(MB + 1))).rejects.toMatchObject({
    error: {
      code: 'storage_full',
      details: { limit_mb: 2 },
      message: expect.stringContaining('1 MB of the 2 MB') as string,
    },
  })
  expect(await store.has('ann/b')).toBe(false)
  expect(await store.put('bob/b', new Uint8Array(2 * MB))).toBe('stored')
  await store.delete('ann/a')
  expect(await used()).toEqual({ ann: 0, bob: 2 * MB })
  expect(await storeOf(0).put('bob/c', new Uint8Array(MB))).toBe('stored')
})
