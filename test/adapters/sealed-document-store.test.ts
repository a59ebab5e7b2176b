/** Documents sealed, and not: what lies in the store, what is read back after the setting was changed, and who gets a link. */
import { randomBytes } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../src/adapters/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../../src/adapters/crypto/sealed-document-store.ts'
import { MemoryDataKeys } from '../../src/adapters/memory/memory-data-keys.ts'
import { MemoryDocumentStore } from '../../src/adapters/memory/memory-document-store.ts'
import { KeyDestroyed, type KeyRing } from '../../src/ports/key-ring.ts'

const [SUBJECT, KEY] = ['generation-a', 'default/a/document']
const text = Buffer.from('Dear Ada.')
const links = { link: async ({ key }: { key: string }) => `https://store/${key}` }
const request = { key: KEY, file_name: 'a.txt', media_type: 'text/plain' }

let documents: MemoryDocumentStore
let keys: KeyRing
let sealing: SealedDocumentStore
let plain: SealedDocumentStore
beforeEach(async () => {
  documents = new MemoryDocumentStore()
  keys = await EnvelopeKeyRing.open(randomBytes(32), new MemoryDataKeys())
  sealing = new SealedDocumentStore(documents, keys, { seal: true, links })
  plain = new SealedDocumentStore(documents, keys, { seal: false, links })
})

test('sealed, nothing readable lies in the store, and there is no link', async () => {
  expect(await sealing.put(SUBJECT, KEY, text)).toBe('stored')
  expect(Buffer.from((await documents.get(KEY))!).includes('Ada')).toBe(false)
  expect(await sealing.link(request)).toBeUndefined()
  expect(await plain.link(request)).toBeUndefined()
})

test('not sealed, the bytes lie there as they are, once, and a link leads to them', async () => {
  expect(await plain.put(SUBJECT, KEY, text)).toBe('stored')
  expect(await plain.put(SUBJECT, KEY, Buffer.from('other'))).toBe('exists')
  expect(await documents.get(`${KEY}.plain`)).toEqual(Uint8Array.from(text))
  expect(await plain.link(request)).toBe(`https://store/${KEY}.plain`)
  expect(await plain.link({ ...request, key: 'default/a/other' })).toBeUndefined()
  expect(await new SealedDocumentStore(documents, keys, { seal: false }).link(request)).toBeUndefined()
})

test('either kind is read after the setting was changed, and a sealed one is not made again in plain', async () => {
  await sealing.put(SUBJECT, KEY, text)
  await plain.put(SUBJECT, `${KEY}2`, text)
  for (const store of [sealing, plain]) {
    for (const key of [KEY, `${KEY}2`]) {
      expect(Buffer.from((await store.get(SUBJECT, key)) as Uint8Array)).toEqual(text)
      expect(await store.has(key)).toBe(true)
    }
    expect(await store.get(SUBJECT, `${KEY}3`)).toBeUndefined()
    expect(await store.has(`${KEY}3`)).toBe(false)
  }
  expect(await plain.put(SUBJECT, KEY, text)).toBe('exists')
  expect(await documents.has(`${KEY}.plain`)).toBe(false)
})

test('for a subject that was erased nothing is stored, sealed or not', async () => {
  await sealing.put(SUBJECT, KEY, text)
  await keys.destroy(SUBJECT)
  for (const store of [sealing, plain]) await expect(store.put(SUBJECT, `${KEY}2`, text)).rejects.toThrow(KeyDestroyed)
  expect(await sealing.get(SUBJECT, KEY)).toBe('erased')
})
