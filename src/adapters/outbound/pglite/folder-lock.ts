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
/** How often those who wait are told of it. */
const NOTICE_MS = 1000

/** How a process waits for its turn. */
export interface FolderTurn {
  /** How long, in milliseconds: 5,000 by default, for a holder that is just ending. */
  readonly timeout_ms?: number
  /** Called every second of waiting, with the process id of the holder, if known. */
  readonly waiting?: (holder: number | undefined) => Promise<void> | void
  /** Ends the waiting. */
  readonly signal?: AbortSignal
}

/** Makes the folder (0700) and locks it. Throws `DataFolderInUse` when it does not get its turn. */
export async function lockFolder(
  folder: string,
  { timeout_ms = 5000, waiting, signal }: FolderTurn = {},
): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (let waited = 0; ; waited += RETRY_MS) {
    const lock = tryLock(join(folder, LOCK_FILE))
    if (lock !== undefined) {
      writeFileSync(join(folder, HOLDER_FILE), String(process.pid), { mode: 0o600 })
      return lock
    }
    if (waited > 0 && waited % NOTICE_MS === 0) await waiting?.(holderOf(folder))
    if (waited >= timeout_ms || signal?.aborted === true) throw new DataFolderInUse(folder, holderOf(folder))
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
