/**
 * Documents sealed, and not: what lies in the store, what is read back after the setting was changed, and who gets a
 * link.
 */
import { hash } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { SealedDocumentStore } from '../../../../src/adapters/outbound/crypto/sealed-document-store.ts'
import { MemoryDataKeys } from '../../../doubles/memory-data-keys.ts'
import { MemoryDocumentStore } from '../../../../src/adapters/outbound/memory/memory-document-store.ts'
import { KeyDestroyed, type KeyRing } from '../../../../src/ports/keys/key-ring.ts'
import { DamagedDocument } from '../../../../src/storage/read-template-file.ts'
import { localKeys } from '../../../support/keys/master-keys.ts'

const [SUBJECT, KEY] = ['generation-a', 'default/a/document']
const [text, other] = [Buffer.from('Dear Ada.'), Buffer.from('Dear Eve.')]
const sha256 = hash('sha256', text)
const links = { link: async ({ key }: { key: string }) => `https://store/${key}` }
const request = { key: KEY, file_name: 'a.txt', media_type: 'text/plain', sha256 }

let documents: MemoryDocumentStore
let keys: KeyRing
let sealing: SealedDocumentStore
let plain: SealedDocumentStore
beforeEach(async () => {
  documents = new MemoryDocumentStore()
  keys = await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys())
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
  expect(await plain.put(SUBJECT, KEY, text)).toBe('exists')
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
      expect(Buffer.from((await store.get(SUBJECT, key, sha256)) as Uint8Array)).toEqual(text)
    }
    expect(await store.get(SUBJECT, `${KEY}3`, sha256)).toBeUndefined()
  }
  expect(await plain.put(SUBJECT, KEY, text)).toBe('exists')
  expect(await documents.has(`${KEY}.plain`)).toBe(false)
})

test('what lies there in plain, and is not what was announced, is neither read nor linked to', async () => {
  await sealing.put(SUBJECT, KEY, text)
  await documents.put(`${KEY}.plain`, other)
  for (const store of [sealing, plain]) {
    expect(Buffer.from((await store.get(SUBJECT, KEY, sha256)) as Uint8Array)).toEqual(text)
    expect(await store.link(request)).toBeUndefined()
  }
  await documents.delete(KEY)
  for (const store of [sealing, plain]) await expect(store.get(SUBJECT, KEY, sha256)).rejects.toThrow(DamagedDocument)
  await expect(plain.link(request)).rejects.toThrow(`${KEY}.plain`)
})

test('what lay there in plain before a document was made is not taken for it', async () => {
  await documents.put(`${KEY}.plain`, other)
  await expect(plain.put(SUBJECT, KEY, text)).rejects.toThrow(DamagedDocument)
  expect(await sealing.put(SUBJECT, KEY, text)).toBe('stored')
  expect(Buffer.from((await sealing.get(SUBJECT, KEY, sha256)) as Uint8Array)).toEqual(text)
})

test('for a subject that was erased nothing is stored, sealed or not', async () => {
  await sealing.put(SUBJECT, KEY, text)
  await keys.destroy(SUBJECT)
  for (const store of [sealing, plain]) await expect(store.put(SUBJECT, `${KEY}2`, text)).rejects.toThrow(KeyDestroyed)
  expect(await sealing.get(SUBJECT, KEY, sha256)).toBe('erased')
})
