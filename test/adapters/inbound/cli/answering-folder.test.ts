/** A data folder on a file system that answers nothing: said, and given up. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { assertFolderAnswers } from '../../../../src/adapters/inbound/cli/service/answering-folder.ts'

const never = () => new Promise<never>(() => undefined)

test('a folder answers, whatever it says', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'docgen-answers-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const said: string[] = []
  for (const one of [folder, path.join(folder, 'missing'), '/dev/null', '/proc/1/root'])
    await assertFolderAnswers(one, (line) => void said.push(line))
  expect(said).toEqual([])
})

test('one that does not is waited for with a line, and then named with its setting', async () => {
  const said: string[] = []
  const pauses: number[] = []
  const pause = async (ms: number) => void pauses.push(ms)
  const asked = assertFolderAnswers('/mnt/gone', (line) => void said.push(line), { ask: never, pause })
  await expect(asked).rejects.toThrow(
    /^The file system of the data folder \/mnt\/gone has not answered for 20 s\. .*DOCGEN_DATA_DIR/,
  )
  expect(said).toEqual(['Waiting for the file system of the data folder /mnt/gone …'])
  expect(pauses).toEqual([3000, 17_000])
})

test('one that answers late is used', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const said: string[] = []
  const pauses: number[] = []
  const pause = async (ms: number) => {
    pauses.push(ms)
    if (pauses.length === 2) {
      resolve()
      await never()
    }
  }
  await assertFolderAnswers('/mnt/slow', (line) => void said.push(line), { ask: () => promise, pause })
  expect(said).toHaveLength(1)
})
