/**
 * The master key in a file of the data folder, made on the first start. A new one is written beside it; both are read
 * until the former is not needed any more, and then the new one takes its place.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { MasterKey, MasterKeys } from '../../../ports/keys/master-keys.ts'
import { LocalMasterKey } from './local-master-key.ts'
import { parseMasterKey } from './master-key.ts'
import { KEY_BYTES } from './sealing.ts'

/** What is added to the name of the file of a new key. */
const NEXT = '.next'

export class FolderMasterKeys implements MasterKeys {
  readonly #path: string
  readonly #named: readonly MasterKey[]
  #current: LocalMasterKey
  #before: LocalMasterKey | undefined

  private constructor(path: string, named: readonly MasterKey[], kept: LocalMasterKey, next?: LocalMasterKey) {
    this.#path = path
    this.#named = named
    this.#current = next ?? kept
    this.#before = next === undefined ? undefined : kept
  }

  /** Reads the file, which is made where there is none, and that of a new key; `named` are further former keys. */
  static async open(path: string, named: readonly MasterKey[] = []): Promise<FolderMasterKeys> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await writeNewKey(path)
    const next = await readKey(path + NEXT)
    return new FolderMasterKeys(path, named, (await readKey(path))!, next)
  }

  get current(): MasterKey {
    return this.#current
  }

  get former(): readonly MasterKey[] {
    return this.#before === undefined ? this.#named : [this.#before, ...this.#named]
  }

  /** Two that do it at once agree on one key. */
  readonly renew = async (): Promise<void> => {
    await writeNewKey(this.#path + NEXT)
    const next = (await readKey(this.#path + NEXT))!
    if (next.id === this.#current.id) return
    this.#before = this.#current
    this.#current = next
  }

  readonly removeFormer = async (): Promise<void> => {
    if (this.#before === undefined) return
    await rename(this.#path + NEXT, this.#path)
    await syncFolder(this.#path)
    this.#before = undefined
  }
}

/** The key in a file; undefined where there is none. */
async function readKey(path: string): Promise<LocalMasterKey | undefined> {
  try {
    return new LocalMasterKey(parseMasterKey(await readFile(path, 'utf8'), path))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Writes a new key (0600, and on the disk before it is used) unless there is a file. */
async function writeNewKey(path: string): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    throw error
  }
  await syncFolder(path)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
