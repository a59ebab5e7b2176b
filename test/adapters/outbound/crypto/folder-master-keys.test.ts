/** The master key in the data folder: made once, replaced without a moment in which none opens what is there. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderMasterKeys } from '../../../../src/adapters/outbound/crypto/folder-master-keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgen-master-'))
})
afterEach(() => rm(folder, { recursive: true }))

const idsOf = ({ current, former }: FolderMasterKeys): readonly string[] => [current, ...former].map(({ id }) => id)

test('the key of a folder is made once, also by many at the same time, for its owner alone', async () => {
  const path = join(folder, 'new', 'master.key')
  await FolderMasterKeys.open(path)
  const opened = await Promise.all(Array.from({ length: 8 }, () => FolderMasterKeys.open(path)))
  expect(new Set(opened.flatMap(idsOf)).size).toBe(1)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('an empty key file is refused and not replaced: what it held may be needed', async () => {
  const path = join(folder, 'master.key')
  await writeFile(path, '')
  await expect(FolderMasterKeys.open(path)).rejects.toThrow(path)
})

test('a new key is the current one at once; both are read at every start until the former one is removed', async () => {
  const path = join(folder, 'master.key')
  const keys = await FolderMasterKeys.open(path)
  const [first] = idsOf(keys)
  const wrapped = await keys.current.wrap(new Uint8Array(32).fill(1), 'generation-1')
  await keys.renew()
  const both = idsOf(keys)
  expect(both).toEqual([expect.not.stringMatching(first!), first])
  const started = await FolderMasterKeys.open(path)
  expect(idsOf(started)).toEqual(both)
  expect(await started.former[0]!.unwrap(wrapped, 'generation-1')).toEqual(Buffer.alloc(32, 1))

  await started.renew()
  expect(idsOf(started), 'a second time it stays the same').toEqual(both)
  await started.removeFormer()
  expect(idsOf(started)).toEqual([both[0]])
  expect(idsOf(await FolderMasterKeys.open(path))).toEqual([both[0]])
  expect(await readdir(folder)).toEqual(['master.key'])
})

test('nothing is removed where nothing was renewed', async () => {
  const path = join(folder, 'master.key')
  const keys = await FolderMasterKeys.open(path)
  const before = await readFile(path, 'utf8')
  await keys.removeFormer()
  expect(await readFile(path, 'utf8')).toBe(before)
})
