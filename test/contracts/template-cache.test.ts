import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { MemoryTemplateCache } from '../../src/adapters/outbound/memory/memory-template-cache.ts'
import { unwrap } from '../../src/domain/kernel/errors.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { templateCacheContract } from './template-cache.contract.ts'

templateCacheContract('memory', async () => ({ cache: new MemoryTemplateCache(200_000), close: async () => {} }))

test('in memory, the bound of bytes is kept: old templates go, one that is too large alone is not kept', async () => {
  const cache = new MemoryTemplateCache(100_000)
  const keys = Array.from({ length: 20 }, () => randomUUID())
  for (const key of keys) await cache.put(key, unwrap(await compileTemplate(Buffer.from('x'.repeat(10_000)), 'text')))
  const kept = (await Promise.all(keys.map((key) => cache.get(key)))).filter((template) => template !== undefined)
  expect(kept.length).toBeGreaterThan(5)
  expect(kept.length).toBeLessThan(10)
  await cache.put('huge', unwrap(await compileTemplate(Buffer.from('x'.repeat(200_000)), 'text')))
  expect(await cache.get('huge')).toBeUndefined()
})
