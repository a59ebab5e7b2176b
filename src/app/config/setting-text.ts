/**
 * Where the text of a setting comes from: the environment or, for one that hides something, a file that `NAME_FILE`
 * names (as Docker and Kubernetes mount secrets).
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Environment } from './environment.ts'

/** Bytes; the longest secret is far shorter. */
const MAX_FILE_BYTES = 16 * 1024

/** A setting, as far as where it is read from depends on it. */
interface ReadableSetting {
  readonly name: string
  readonly hides?: string | undefined
}

export interface SettingText {
  /** Undefined where it is not set, or empty, which a compose file cannot tell from that. */
  readonly text: string | undefined
  readonly from: 'environment' | 'file' | 'default'
  /** The file that was named, also where it cannot be used. */
  readonly file?: string
  /** What is wrong with where it comes from: the names, and what to do. Never the text. */
  readonly problem?: string
}

/** The name that a file can be given by; undefined for a setting that hides nothing. */
export const fileNameOf = ({ name, hides }: ReadableSetting): string | undefined =>
  hides === undefined ? undefined : `${name}_FILE`

/** Reads the setting's text, and its file if it names one. */
export function settingText(env: Environment, setting: ReadableSetting): SettingText {
  const { name } = setting
  const byFile = fileNameOf(setting)
  const text = env[name] || undefined
  const file = byFile === undefined ? undefined : env[byFile] || undefined
  if (file === undefined) return { text, from: text === undefined ? 'default' : 'environment' }
  if (text !== undefined)
    return {
      text: undefined,
      from: 'file',
      file,
      problem: `${name}: ${byFile} is set, too. Keep one of the two, and start again.`,
    }
  const read = readSecret(file)
  return 'wrong' in read
    ? { text: undefined, from: 'file', file, problem: `${byFile}: “${file}” ${read.wrong}` }
    : { text: read.text, from: 'file', file }
}

/** The text of the file without the line break at its end, or what is wrong with it and what to do. */
function readSecret(file: string): { readonly text: string } | { readonly wrong: string } {
  let bytes: Buffer
  try {
    const read = readFile(file)
    if (read === undefined) return { wrong: 'is no file. Name the file that holds the value, and start again.' }
    bytes = read
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return { wrong: `cannot be read (${REASONS[code] ?? code}). Correct the path or its rights, and start again.` }
  }
  if (bytes.length > MAX_FILE_BYTES)
    return {
      wrong: `is larger than ${MAX_FILE_BYTES / 1024} KB: it holds something else. Correct it, and start again.`,
    }
  const text = decode(bytes)?.replace(/\r?\n$/, '')
  if (text === undefined || /\p{Cc}/u.test(text))
    return { wrong: 'is not one line of text (UTF-8). Write only the value into it, and start again.' }
  if (text === '') return { wrong: 'is empty. Write the value into it, and start again.' }
  return { text }
}

const REASONS: Readonly<Record<string, string>> = { ENOENT: 'it does not exist', EACCES: 'no permission' }

/** Up to one byte more than it may have; undefined for what is no file and might never end, as a device. */
function readFile(file: string): Buffer | undefined {
  // Opening a pipe that nobody writes to would wait for ever.
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    if (!fstatSync(fd).isFile()) return undefined
    const bytes = Buffer.alloc(MAX_FILE_BYTES + 1)
    let length = 0
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = readSync(fd, bytes, length, bytes.length - length, null)
    return bytes.subarray(0, length)
  } finally {
    closeSync(fd)
  }
}

/** Without a byte order mark, which some editors write. */
function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
