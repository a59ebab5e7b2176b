/**
 * Finds out whether the file system of a folder answers at all. A network file system whose server is gone answers
 * nothing: whoever asks it waits for ever, and a thread that waits cannot be ended.
 */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Refused } from '../../../../domain/kernel/errors.ts'

/** A mount that has been idle may have to be made first. */
const NOTICE_MS = 3000
const TIMEOUT_MS = 20_000

export interface FolderAnswerDeps {
  /** Resolves or rejects once the file system has answered, whatever it says. */
  readonly ask?: (folder: string) => Promise<unknown>
  /** Resolves after so many milliseconds. */
  readonly pause?: (ms: number) => Promise<unknown>
}

/** Says after a while what it waits for; throws `Refused` `unavailable` when no answer has come after 20 s. */
export async function assertFolderAnswers(
  folder: string,
  say: (line: string) => void,
  { ask = askFolder, pause = pauseFor }: FolderAnswerDeps = {},
): Promise<void> {
  const answered = ask(folder).then(
    () => true,
    () => true,
  )
  const within = (ms: number): Promise<unknown> => Promise.race([answered, pause(ms)])
  if (await within(NOTICE_MS)) return
  say(`Waiting for the file system of the data folder ${folder} …`)
  if (await within(TIMEOUT_MS - NOTICE_MS)) return
  throw new Refused({
    code: 'unavailable',
    message:
      `The file system of the data folder ${folder} has not answered for ${TIMEOUT_MS / 1000} s. Mend the mount, or ` +
      'choose another folder with DOCGEN_DATA_DIR.',
    details: { field: 'DOCGEN_DATA_DIR' },
  })
}

/** Lists the folder, and reads what is read first in it: a list alone may come from a cache. */
async function askFolder(folder: string): Promise<void> {
  await readdir(folder)
  await readFile(path.join(folder, 'service.json'))
}

/** What waits for the answer keeps the process alive, not this. */
const pauseFor = (ms: number): Promise<unknown> => sleep(ms, undefined, { ref: false })
