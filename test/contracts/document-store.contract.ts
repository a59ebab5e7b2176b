/** What every document store must do. */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DocumentStore } from '../../src/ports/documents/document-store.ts'

export function documentStoreContract(
  name: string,
  open: () => Promise<{ readonly store: DocumentStore; readonly close: () => Promise<void> }>,
): void {
  describe(`document store: ${name}`, () => {
    let store: DocumentStore
    let close: () => Promise<void>
    beforeAll(async () => ({ store, close } = await open()))
    afterAll(() => close())
    const freshKey = (): string => `tenant/generation-${randomUUID()}/${randomUUID()}`

    test.each([0, 1, 1024, 3 * 1024 * 1024])('gives %i bytes back as they were', async (size) => {
      const key = freshKey()
      const bytes = randomBytes(size)
      expect(await store.put(key, bytes)).toBe('stored')
      expect(Buffer.from((await store.get(key))!).equals(bytes)).toBe(true)
      expect(await store.has(key)).toBe(true)
    })

    test('knows nothing of a key that has no bytes, nor of a part of one', async () => {
      const key = freshKey()
      await store.put(key, Buffer.of(1))
      for (const other of [freshKey(), key.slice(0, key.lastIndexOf('/')), `${key}/more`]) {
        expect(await store.get(other)).toBeUndefined()
        expect(await store.has(other)).toBe(false)
      }
    })

    test('writes a key once: the first bytes stay', async () => {
      const key = freshKey()
      expect(await store.put(key, Buffer.from('first'))).toBe('stored')
      expect(await store.put(key, Buffer.from('second'))).toBe('exists')
      expect(Buffer.from((await store.get(key))!).toString()).toBe('first')
    })

    test('lets one of 16 writers at once win, and shows its bytes whole', async () => {
      const key = freshKey()
      const all = Array.from({ length: 16 }, () => randomBytes(200_000))
      const outcomes = await Promise.all(all.map((bytes) => store.put(key, bytes)))
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
      expect(Buffer.from((await store.get(key))!).equals(all[outcomes.indexOf('stored')]!)).toBe(true)
    })

    test('deletes, and is content when there is nothing to delete', async () => {
      const key = freshKey()
      await store.put(key, Buffer.of(1))
      await store.delete(key)
      await store.delete(key)
      expect(await store.get(key)).toBeUndefined()
      expect(await store.put(key, Buffer.of(2))).toBe('stored')
    })

    test.each([
      '',
      '/',
      'a//b',
      '/etc/passwd',
      'a/',
      '..',
      '../a',
      'a/../../b',
      'a/./b',
      '.hidden',
      'a/.hidden',
      'a\\b',
      'a b',
      'a\0b',
      'ä',
      'a%2fb',
      `a/${'b'.repeat(201)}`,
      Array.from({ length: 10 }, () => 'c'.repeat(100)).join('/'),
    ])('refuses the key %j', async (key) => {
      await expect(store.put(key, Buffer.of(1))).rejects.toThrow(RangeError)
      await expect(store.get(key)).rejects.toThrow(RangeError)
      await expect(store.has(key)).rejects.toThrow(RangeError)
      await expect(store.delete(key)).rejects.toThrow(RangeError)
    })
  })
}
