/** Reads a template file with its questions, and opens a compiler for it. */
import path from 'node:path'
import { readQuestionsFile } from '../../../../../rendering/questions-file/read-questions-file.ts'
import { unwrap } from '../../../../../domain/kernel/errors.ts'
import type { TemplateCompiler } from '../../../../../ports/documents/template-compiler.ts'
import type { TemplateFileInput } from '../../../../../queries/template/inspect-file.ts'
import type { CliEnvironment } from '../../environment.ts'
import { readBytes, readText } from '../../terminal/files.ts'

/** Reads a template file, and the refinements in its questions file. */
export async function readTemplate(
  environment: CliEnvironment,
  file: string,
  questions: string | undefined,
): Promise<TemplateFileInput> {
  const bytes = await readBytes(environment, file)
  const said =
    questions === undefined ? {} : { refinements: unwrap(readQuestionsFile(await readText(environment, questions))) }
  return { file_name: path.basename(file), bytes, ...said }
}

/** Runs work with a compiler, and closes it, also after an error. */
export async function withCompiler<T>(
  environment: CliEnvironment,
  work: (compiler: TemplateCompiler) => Promise<T>,
): Promise<T> {
  const compiler = environment.openCompiler()
  try {
    return await work(compiler)
  } finally {
    await compiler.close()
  }
}
