import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadMasterKey, parseMasterKey } from '../../../../src/adapters/outbound/crypto/master-key.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgen-master-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('the key of a folder is made once, also by many at the same time', async () => {
  const path = join(folder, 'new', 'master.key')
  const first = await loadMasterKey(path)
  const more = await Promise.all(Array.from({ length: 8 }, () => loadMasterKey(path)))
  for (const key of more) expect(Buffer.from(key).equals(first)).toBe(true)
  expect(first).toHaveLength(32)
})

test.each(['base64', 'base64url', 'hex'] as const)('a key is read as %s', (encoding) => {
  const key = randomBytes(32)
  expect(Buffer.from(parseMasterKey(` ${key.toString(encoding)}\n`, 'DOCGEN_MASTER_KEY')).equals(key)).toBe(true)
})

test.each(['', 'secret', 'a'.repeat(63), randomBytes(16).toString('base64'), randomBytes(33).toString('base64')])(
  'what is no key of 32 bytes is refused by its source’s name: %j',
  (text) => {
    expect(() => parseMasterKey(text, 'DOCGEN_MASTER_KEY')).toThrow(/DOCGEN_MASTER_KEY must be 32 random bytes/)
  },
)

test('an empty key file is refused and not replaced: what it held may be needed', async () => {
  const path = join(folder, 'master.key')
  await writeFile(path, '')
  await expect(loadMasterKey(path)).rejects.toThrow(path)
})
