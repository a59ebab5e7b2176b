/** A dry run: the document from sample answers, except those that are given. Nothing is stored. */
import { sampleAnswers } from '../../answers/example.ts'
import { printAnswers } from '../../answers/print.ts'
import { readAnswersOrThrow } from '../../answers/read-answers.ts'
import type { Caller } from '../../domain/kernel/access.ts'
import type { AnswerContext } from '../../domain/questions/answer.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { checkGivenLanguage, documentLanguage } from '../../domain/template/language.ts'
import { latestVersion, versionOf, type TemplateVersion } from '../../domain/template/template.ts'
import { EXTENSIONS, MEDIA_TYPES } from '../../domain/template/template-format.ts'
import type { DocumentRenderer } from '../../ports/documents/document-renderer.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import { readTemplateFile } from '../../storage/read-template-file.ts'
import type { TemplateCompiler } from '../../ports/documents/template-compiler.ts'
import { loadForEditing, type GetTemplateDeps } from './get-template.ts'

export interface Preview {
  readonly bytes: Uint8Array
  readonly file_name: string
  readonly media_type: string
}

export interface PreviewAnswers {
  /** Answers by question name, as people write them or in wire form; all others are samples. */
  readonly answers?: Readonly<Record<string, unknown>> | undefined
  /** How answers are read, and what “today” is. */
  readonly context: AnswerContext
  /** The language to print in, BCP 47; left out: the template's, the service's default, the context's locale. */
  readonly language?: string | undefined
}

interface PreviewDeps {
  readonly standardLanguage?: string | undefined
  readonly compiler: TemplateCompiler
  readonly renderer: DocumentRenderer
}

/**
 * Previews a stored template: its latest version, or a given one. Throws `Refused` `not_found`, `invalid_answer`,
 * `unprocessable`.
 */
export async function previewTemplate(
  deps: GetTemplateDeps & PreviewDeps & { readonly documents: DocumentStore },
  { id, version: number, ...given }: PreviewAnswers & { readonly id: string; readonly version?: number | undefined },
  caller: Caller,
): Promise<Preview> {
  const { state } = await loadForEditing(deps, id, caller)
  const version = number === undefined ? latestVersion(state) : versionOf(state, number)
  if (version === undefined)
    return unwrap(fail('not_found', `Template “${id}” has no version ${String(number)}.`, { field: 'version' }))
  const bytes = await readTemplateFile(deps.documents, version.file)
  if (bytes === undefined)
    return unwrap(
      fail('unavailable', 'The file of this template is missing in the document store. Tell an operator.', {
        key: version.file.key,
      }),
    )
  return preview(deps, { bytes, version, name: state.name }, given)
}

async function preview(
  { compiler, renderer, standardLanguage: standard }: PreviewDeps,
  template: {
    readonly bytes: Uint8Array
    readonly version: TemplateVersion
    readonly name: string
  },
  { answers = {}, context, language }: PreviewAnswers,
): Promise<Preview> {
  const { version, name } = template
  const { format, questions } = version
  const chosen = unwrap(checkGivenLanguage(language))
  const print = chosen ?? documentLanguage(version, { standard, person: context.locale })
  const compiled = unwrap(await compiler.compile(template.bytes, format))
  const given = Object.fromEntries(readAnswersOrThrow(questions, answers, context).values)
  const values = { ...sampleAnswers(questions, print), ...given }
  const { bytes } = unwrap(await renderer.render(compiled, printAnswers(questions, values, print)))
  return { bytes, file_name: `${name} (sample).${EXTENSIONS[format]}`, media_type: MEDIA_TYPES[format] }
}
