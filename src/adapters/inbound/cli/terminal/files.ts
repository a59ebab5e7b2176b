/** Files that commands read and write: errors name the file and say what to do, and nothing is overwritten unasked. */
import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { CliEnvironment, InputStream } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'

type WorkingFolder = Pick<CliEnvironment, 'cwd'>

/** The most a file named on the command line may have; templates have less. */
const MAX_FILE_BYTES = 64 * 1024 * 1024

export async function readBytes({ cwd }: WorkingFolder, file: string): Promise<Uint8Array> {
  const full = path.resolve(cwd, file)
  try {
    const { size } = await stat(full)
    if (size > MAX_FILE_BYTES)
      throw new CommandFailed('too_large', EXIT.invalid, `“${file}” is too large: at most 64 MB are read.`, { file })
    return await readFile(full)
  } catch (error) {
    throw error instanceof CommandFailed ? error : readFailure(file, error)
  }
}

export async function readText(place: WorkingFolder, file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readBytes(place, file))
  } catch (error) {
    if (error instanceof CommandFailed) throw error
    throw new CommandFailed('invalid', EXIT.invalid, `“${file}” is not UTF-8 text. Save it with the encoding UTF-8.`, {
      file,
    })
  }
}

/** All of stdin as text. */
export async function readAll(stdin: InputStream): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk as Uint8Array | string))
  return Buffer.concat(chunks).toString('utf8')
}

/** A JSON object from a file (`-` for stdin), or from the argument itself where it begins with `{`. */
export async function readJsonObject(
  environment: Pick<CliEnvironment, 'cwd' | 'stdin'>,
  given: string,
  option: string,
): Promise<Record<string, unknown>> {
  const inline = given.trimStart().startsWith('{')
  const text = inline ? given : given === '-' ? await readAll(environment.stdin) : await readText(environment, given)
  const source = inline ? option : given === '-' ? 'stdin' : `“${given}”`
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new CommandFailed(
      'invalid',
      EXIT.invalid,
      `${source} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`,
      { field: option },
    )
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new CommandFailed(
    'invalid',
    EXIT.invalid,
    `${source} has to be a JSON object with answers by question name, like {"tenant_name": "Jane Doe"}.`,
    { field: option },
  )
}

/** Refuses early what would fail at the end: a file that is there already. */
export async function refuseExisting(place: WorkingFolder, file: string, force: boolean): Promise<void> {
  if (!force && !(await isFolder(place, file)) && (await exists(path.resolve(place.cwd, file))))
    throw alreadyExists(file)
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
    if (codeOf(error) === 'EEXIST') throw alreadyExists(file)
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

const alreadyExists = (file: string): CommandFailed =>
  new CommandFailed(
    'conflict',
    EXIT.conflict,
    `“${file}” exists already. Choose another name with --out, or overwrite it with --force.`,
    { file },
  )

const readFailure = (file: string, error: unknown): CommandFailed =>
  codeOf(error) === 'ENOENT'
    ? new CommandFailed('not_found', EXIT.not_found, `There is no file “${file}” here.`, { file })
    : new CommandFailed('unreadable', EXIT.unexpected, `“${file}” cannot be read: ${reasonOf(error)}`, { file })

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not.',
  EPERM: 'you may not.',
  EISDIR: 'it is a folder.',
  ENOENT: 'its folder does not exist.',
  ENOSPC: 'the disk is full.',
  EROFS: 'the disk is read-only.',
}
const reasonOf = (error: unknown): string =>
  REASONS[String(codeOf(error))] ?? (error instanceof Error ? `${error.message}.` : String(error))
