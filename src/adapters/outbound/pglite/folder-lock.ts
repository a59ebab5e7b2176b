/**
 * One process per data folder. PGlite has no lock of its own, and two processes on one folder silently lose
 * acknowledged rows. The lock is an exclusive SQLite transaction on a file in the folder; the kernel frees it however
 * its holder ends.
 */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

/** Another process uses the folder. */
export class DataFolderInUse extends Error {
  readonly folder: string
  /** The id of the process that holds it, if known. */
  readonly pid: number | undefined
  constructor(folder: string, pid: number | undefined) {
    const who = pid === undefined ? 'another process' : `process ${pid}`
    super(`The data folder ${folder} is in use by ${who}. Stop it, or choose another folder with DOCGEN_DATA_DIR.`)
    this.name = 'DataFolderInUse'
    this.folder = folder
    this.pid = pid
  }
}

export interface FolderLock {
  release(): void
}

const LOCK_FILE = 'lock'
const HOLDER_FILE = 'lock.pid'
const RETRY_MS = 50

/** Makes the folder (0700) and locks it. Waits `timeoutMs` for a holder that is just ending, else `DataFolderInUse`. */
export async function lockFolder(folder: string, timeoutMs = 5000): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const lock = tryLock(join(folder, LOCK_FILE))
    if (lock !== undefined) {
      writeFileSync(join(folder, HOLDER_FILE), String(process.pid), { mode: 0o600 })
      return lock
    }
    if (Date.now() >= deadline) throw new DataFolderInUse(folder, holderOf(folder))
    await sleep(RETRY_MS)
  }
}

/** Keeps the lock files from the garbage collector, which would close them and so release the folder. */
const held = new Set<DatabaseSync>()

function tryLock(path: string): FolderLock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    chmodSync(path, 0o600)
    held.add(file)
    return {
      release() {
        held.delete(file)
        file.close()
      },
    }
  } catch (error) {
    file.close()
    if (isBusy(error)) return undefined
    throw error
  }
}

const SQLITE_BUSY = 5

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY

function holderOf(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(folder, HOLDER_FILE), 'utf8'))
    return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
