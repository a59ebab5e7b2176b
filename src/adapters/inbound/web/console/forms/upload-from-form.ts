/** The uploaded template in a form, and how it is to be read. */
import type { TemplateCompiler } from '../../../../../ports/documents/template-compiler.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { type Output, OUTPUTS, type Syntax, SYNTAXES } from '../../../../../domain/template/template-format.ts'
import { fieldFile, type PageContext, fieldText } from '../env.ts'
import type { Refinement } from '../../../../../domain/questions/refinement/refinement.ts'
import type { ConversionOptions } from '../../../../../domain/template/template-format.ts'

export async function uploadFromForm(
  c: PageContext,
  compiler: Pick<TemplateCompiler, 'readQuestions'>,
): Promise<ConversionOptions & { file_name: string; bytes: Uint8Array; refinements?: readonly Refinement[] }> {
  const [file, questions] = [fieldFile(c.var.posted, 'file'), fieldFile(c.var.posted, 'questions')]
  if (file === undefined)
    return unwrap(fail('invalid', 'No file was chosen. Choose the template’s file.', { field: 'file' }))
  const bytes = new Uint8Array(await file.arrayBuffer())
  return {
    file_name: file.name,
    bytes,
    ...readingFromForm(c),
    ...(questions === undefined ? {} : { refinements: unwrap(await compiler.readQuestions(await questions.text())) }),
  }
}

/** How the file is to be read, as chosen in the form. */
export function readingFromForm(c: PageContext): ConversionOptions {
  const chosen = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === fieldText(c.var.posted, name))
  return {
    syntax: chosen<Syntax>('syntax', SYNTAXES),
    output: chosen<Output>('output', OUTPUTS),
    accept_losses: fieldText(c.var.posted, 'accept_losses') === '1',
    language: fieldText(c.var.posted, 'language')?.trim() || undefined,
  }
}
