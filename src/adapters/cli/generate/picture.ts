/** A picture named on the command line, as the API takes it. The service looks at its bytes; here only the file is read. */
import type { CliEnvironment } from '../environment.ts'
import { CommandFailed } from '../failure.ts'
import { readBytes } from '../files.ts'
import type { Refusal } from './asker.ts'

/** `{ media_type, data }`, or why the file cannot be read. Quotes and a leading `~/`, as shells and file managers leave them, are taken. */
export async function readPicture(
  environment: Pick<CliEnvironment, 'cwd' | 'env'>,
  written: string,
): Promise<{ readonly value: unknown } | { readonly refusal: Refusal }> {
  const file = written.trim().replace(/^(['"])(.*)\1$/, '$2').replace(/^~(?=\/)/, environment.env['HOME'] ?? '~')
  try {
    const bytes = await readBytes(environment, file)
    return { value: { media_type: bytes[0] === 0xff ? 'image/jpeg' : 'image/png', data: Buffer.from(bytes).toString('base64') } }
  } catch (error) {
    if (error instanceof CommandFailed) return { refusal: { message: error.message } }
    throw error
  }
}
