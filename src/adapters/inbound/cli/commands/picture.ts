/**
 * Pictures named on the command line, as the API takes them. The service looks at their bytes; here only the files are
 * read.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import { readBytes } from '../terminal/files.ts'
import type { Refusal } from '../generate/asking/asker.ts'

/** The path that is meant, written as shells and file managers leave it: quotes, `my\ photo.png`, `~/`, `file://`. */
function pathOf(written: string, home: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(written)?.[2]
  if (quoted !== undefined) return quoted
  if (/^file:\/\//i.test(written) && URL.canParse(written)) {
    try {
      return fileURLToPath(written)
    } catch {
      return written
    }
  }
  return written.replace(/\\([ ()[\]{}'"&;,!$*?#~`])/g, '$1').replace(/^~(?=\/)/, home)
}

/** A picture as it is sent. */
export interface SentPicture {
  readonly media_type: string
  /** Base64. */
  readonly data: string
  readonly file_name: string
}

/** The picture, or why the file cannot be read. */
export async function readPicture(
  environment: Pick<CliEnvironment, 'cwd' | 'env'>,
  written: string,
): Promise<{ readonly value: SentPicture } | { readonly refusal: Refusal }> {
  const file = pathOf(written.trim(), environment.env['HOME'] ?? '~')
  try {
    const bytes = await readBytes(environment, file)
    return {
      value: {
        media_type: bytes[0] === 0xff ? 'image/jpeg' : 'image/png',
        data: Buffer.from(bytes).toString('base64'),
        file_name: path.basename(file),
      },
    }
  } catch (error) {
    if (error instanceof CommandFailed) return { refusal: { message: error.message } }
    throw error
  }
}

/**
 * Answers given as JSON, where `{ "file": "photo.png" }` stands for the picture in that file, in lists, too. Throws
 * `CommandFailed` for a file that cannot be read.
 */
export async function loadPictures(
  environment: Pick<CliEnvironment, 'cwd' | 'env'>,
  answers: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const read = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(read))
    if (typeof value !== 'object' || value === null) return value
    const { file, ...others } = value as Record<string, unknown>
    if (typeof file !== 'string' || Object.keys(others).length > 0)
      return loadPictures(environment, value as Record<string, unknown>)
    const picture = await readPicture(environment, file)
    if ('refusal' in picture) throw new CommandFailed('not_found', EXIT.not_found, picture.refusal.message, { file })
    // Answers may come from somebody else: no other file of this machine is sent anywhere.
    if (!/^(?:iVBORw0KGgo|\/9j\/)/.test(picture.value.data))
      throw new CommandFailed('invalid_answer', EXIT.invalid, `“${file}” is neither a PNG nor a JPEG picture.`, {
        file,
      })
    return picture.value
  }
  return Object.fromEntries(
    await Promise.all(Object.entries(answers).map(async ([name, value]) => [name, await read(value)] as const)),
  )
}
