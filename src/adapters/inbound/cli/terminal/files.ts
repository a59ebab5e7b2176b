/** Files that commands read and write: errors name the file and say what to do, and nothing is overwritten unasked. */
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorMessage } from '../../../../domain/kernel/errors.ts'
import type { CliEnvironment, InputStream } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { readFailure } from './file-errors.ts'

export type WorkingFolder = Pick<CliEnvironment, 'cwd'>

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
async function readStdin(stdin: InputStream): Promise<string> {
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
  const text = inline ? given : given === '-' ? await readStdin(environment.stdin) : await readText(environment, given)
  const source = inline ? option : given === '-' ? 'stdin' : `“${given}”`
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new CommandFailed('invalid', EXIT.invalid, `${source} is not valid JSON: ${errorMessage(error)}`, {
      field: option,
    })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new CommandFailed(
    'invalid',
    EXIT.invalid,
    `${source} has to be a JSON object with answers by question name, like {"tenant_name": "Jane Doe"}.`,
    { field: option },
  )
}
