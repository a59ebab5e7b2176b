/**
 * `docgen generate`: begins or resumes a conversation, holds it in the terminal, waits for the document and writes the
 * file.
 */
import { loadPictures } from '../commands/picture.ts'
import type { CliEnvironment } from '../environment.ts'
import { createApiClient } from '../service/api-client.ts'
import { connect } from '../service/connect.ts'
import { readJsonObject } from '../terminal/files.ts'
import type { Printer } from '../terminal/printer.ts'
import { refuseExisting } from '../terminal/write-document.ts'
import { openInput } from './asking/open-asker.ts'
import { checkOptions, type GenerateOptions } from './generate-options.ts'
import { GenerateSession } from './generate-session.ts'

export async function runGenerate(
  environment: CliEnvironment,
  printer: Printer,
  template: string | undefined,
  options: GenerateOptions,
): Promise<void> {
  checkOptions(template, options)
  if (options.out !== undefined && options.out !== '-') await refuseExisting(environment, options.out, options.force)
  const answers =
    options.answers === undefined
      ? undefined
      : await loadPictures(environment, await readJsonObject(environment, options.answers, '--answers'))
  const interrupt = new AbortController()
  const release = environment.onInterrupt(() => interrupt.abort())
  const connection = await connect(environment)
  // Stdin has been read to its end where the answers came from it.
  const input = openInput(environment, interrupt.signal, options.answers === '-')
  try {
    await new GenerateSession({
      environment,
      printer,
      options,
      client: createApiClient(connection),
      input,
      signal: interrupt.signal,
    }).run(template, answers)
  } finally {
    input.lines?.close()
    release()
    await connection.close()
  }
}
