/**
 * Documents in a folder, a file each. A document appears whole or not at all, also after a power cut: it is written
 * beside, flushed to the disk, and then linked to its name, which fails when the name is taken.
 */
import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkDocumentKey } from '../shared/check-document-key.ts'
import type { DocumentStore } from '../../../ports/documents/document-store.ts'

/** Holds the files being written; no key can name it, since none begins with a dot. */
const UNFINISHED_FOLDER = '.unfinished'
/** An unfinished file of this age was left behind by a crash; younger ones may be another process's. */
const MAX_UNFINISHED_AGE_MS = 60 * 60 * 1000

export class FolderDocumentStore implements DocumentStore {
  readonly #folder: string

  private constructor(folder: string) {
    this.#folder = folder
  }

  /** Makes the folder (0700) and removes what a crash left half written. */
  static async open(folder: string): Promise<FolderDocumentStore> {
    const unfinished = join(folder, UNFINISHED_FOLDER)
    await mkdir(unfinished, { recursive: true, mode: 0o700 })
    for (const name of await readdir(unfinished)) {
      const path = join(unfinished, name)
      // Another instance may just have finished it.
      const found = await stat(path).catch(undefinedIfAbsent)
      if (found !== undefined && Date.now() - found.mtimeMs > MAX_UNFINISHED_AGE_MS) await rm(path, { force: true })
    }
    return new FolderDocumentStore(folder)
  }

  async put(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    const path = this.#path(key)
    if (await isFile(path)) return 'exists'
    const unfinished = join(this.#folder, UNFINISHED_FOLDER, randomUUID())
    try {
      await writeFlushed(unfinished, bytes)
      await this.#makeFolders(dirname(path))
      await link(unfinished, path)
      await flushFolder(dirname(path))
      return 'stored'
    } catch (error) {
      if (hasCode(error, 'EEXIST') && (await isFile(path))) return 'exists'
      throw error
    } finally {
      await rm(unfinished, { force: true })
    }
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    return readFile(this.#path(key)).catch(undefinedIfAbsent)
  }

  async has(key: string): Promise<boolean> {
    return isFile(this.#path(key))
  }

  async delete(key: string): Promise<void> {
    const path = this.#path(key)
    if (!(await isFile(path))) return
    await rm(path, { force: true })
    await flushFolder(dirname(path))
  }

  #path(key: string): string {
    checkDocumentKey(key)
    return join(this.#folder, key)
  }

  /** Makes a folder with its parents, and flushes each folder that got a new one. */
  async #makeFolders(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (first === undefined) return
    for (let made = folder; made.length >= first.length; made = dirname(made)) await flushFolder(dirname(made))
  }
}

async function writeFlushed(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function flushFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(undefinedIfAbsent))?.isFile() ?? false

const hasCode = (error: unknown, ...codes: string[]): boolean =>
  error instanceof Error && 'code' in error && codes.includes(String(error.code))

/**
 * Undefined for a file that is not there (or a folder of that name, or a file where a folder would be); other errors go
 * on.
 */
function undefinedIfAbsent(error: unknown): undefined {
  if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR')) throw error
}
