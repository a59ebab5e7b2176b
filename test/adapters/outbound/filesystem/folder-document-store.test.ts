import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderDocumentStore } from '../../../../src/adapters/outbound/filesystem/folder-document-store.ts'

let scratch: string
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'docgen-folder-'))
})
afterEach(() => rm(scratch, { recursive: true }))

test('files and folders are closed to others, and nothing unfinished stays', async () => {
  const folder = join(scratch, 'documents')
  const store = await FolderDocumentStore.open(folder)
  await store.put('a/b/c', Buffer.from('x'))
  await store.put('a/b/c', Buffer.from('y'))
  const modes = await Promise.all(
    ['.', 'a', 'a/b', 'a/b/c'].map(async (path) => (await stat(join(folder, path))).mode & 0o777),
  )
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o600])
  expect(await readdir(join(folder, '.unfinished'))).toEqual([])
})

test('what a crash left half written is removed at the next start, what is being written is not', async () => {
  await FolderDocumentStore.open(scratch)
  const left = join(scratch, '.unfinished', 'left')
  const busy = join(scratch, '.unfinished', 'busy')
  await writeFile(left, 'half')
  await writeFile(busy, 'half')
  await utimes(left, new Date(), new Date(Date.now() - 2 * 60 * 60 * 1000))
  await FolderDocumentStore.open(scratch)
  expect(await readdir(join(scratch, '.unfinished'))).toEqual(['busy'])
})

test('a key under a document, or over a folder, is an error and not a lie', async () => {
  const store = await FolderDocumentStore.open(scratch)
  await store.put('a/b', Buffer.of(1))
  await expect(store.put('a', Buffer.of(2))).rejects.toThrow('EEXIST')
  await expect(store.put('a/b/c', Buffer.of(3))).rejects.toThrow('EEXIST')
})
