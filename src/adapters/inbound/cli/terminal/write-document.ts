/** Writes documents under names that are safe and free; nothing is overwritten without being asked to. */
import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { codeOf, reasonOf } from './file-errors.ts'
import type { WorkingFolder } from './files.ts'

/** Refuses early what would fail at the end: a file that is there already. */
export async function refuseExisting(place: WorkingFolder, file: string, force: boolean): Promise<void> {
  if (!force && !(await isFolder(place, file)) && (await exists(path.resolve(place.cwd, file)))) throw existsError(file)
}

/**
 * Writes to the file named (into it, where it is a folder), or under `suggested` in the current folder, with a number
 * where that is taken. Gives the path as written; never overwrites without `force`.
 */
export async function writeDocument(
  place: WorkingFolder,
  bytes: Uint8Array,
  { out, suggested, force }: { readonly out: string | undefined; readonly suggested: string; readonly force: boolean },
): Promise<string> {
  const name = sanitizeName(suggested)
  if (out !== undefined && !(await isFolder(place, out))) return writeFileTo(place, out, bytes, force)
  const folder = out ?? '.'
  for (let number = 1; ; number++) {
    const { name: base, ext } = path.parse(name)
    const candidate = path.join(folder, number === 1 ? name : `${base} (${number})${ext}`)
    if (force || !(await exists(path.resolve(place.cwd, candidate)))) return writeFileTo(place, candidate, bytes, force)
  }
}

async function writeFileTo({ cwd }: WorkingFolder, file: string, bytes: Uint8Array, force: boolean): Promise<string> {
  try {
    await writeFile(path.resolve(cwd, file), bytes, { flag: force ? 'w' : 'wx' })
    return file
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw existsError(file)
    throw new CommandFailed(
      'unwritable',
      EXIT.unexpected,
      `“${file}” cannot be written: ${reasonOf(error)} Choose another place with --out.`,
      { file },
    )
  }
}

/** The name alone, without what would lead it elsewhere, hide it, or confuse a shell. */
const sanitizeName = (name: string): string =>
  path
    .basename(name.replaceAll('\\', '/'))
    .replaceAll(/[\p{C}/:*?"<>|]+/gu, ' ')
    .replace(/^[.\s-]+/, '')
    .trim()
    .slice(0, 200) || 'document'

async function isFolder({ cwd }: WorkingFolder, file: string): Promise<boolean> {
  try {
    return (await stat(path.resolve(cwd, file))).isDirectory()
  } catch {
    return false
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    return codeOf(error) !== 'ENOENT'
  }
}

const existsError = (file: string): CommandFailed =>
  new CommandFailed(
    'conflict',
    EXIT.conflict,
    `“${file}” exists already. Choose another name with --out, or overwrite it with --force.`,
    { file },
  )
