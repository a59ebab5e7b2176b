/** What a template file asks, without any store: its format, its questions and what its author should look at. */
import { fail, unwrap } from '../domain/errors.ts'
import { inferQuestions, type InferenceNote } from '../domain/infer-questions.ts'
import type { Question } from '../domain/question.ts'
import { refineQuestions } from '../domain/refine-questions.ts'
import type { Refinement } from '../domain/refinement.ts'
import type { TemplateFormat } from '../domain/template-format.ts'
import type { TemplateCompiler } from '../ports/template-compiler.ts'
import type { CompiledTemplate } from '../rendering/compiled-template.ts'
import { detectFormat } from '../rendering/format.ts'

export interface TemplateFileInput {
  readonly file_name: string
  readonly bytes: Uint8Array
  /** What the author says about the questions. */
  readonly refinements?: readonly Refinement[] | undefined
}

export interface InspectedFile {
  readonly format: TemplateFormat
  readonly compiled: CompiledTemplate
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
}

/** Throws `Refused`: `invalid_template` with the mistakes and their places, `unprocessable` for refinements that do not fit. */
export async function inspectFile({ compiler }: { readonly compiler: TemplateCompiler }, file: TemplateFileInput): Promise<InspectedFile> {
  const { file_name, bytes, refinements = [] } = file
  if (bytes.length === 0) return unwrap(fail('invalid_template', `“${file_name}” is empty. Choose the template's file again.`, { field: 'file', reason: 'empty' }))
  const format = unwrap(detectFormat(file_name, bytes))
  const compiled = unwrap(await compiler.compile(bytes, format))
  const { outline } = compiled
  const inferred = inferQuestions(outline)
  const { questions, notes } = refinements.length === 0 ? inferred : unwrap(refineQuestions({ outline, questions: inferred.questions }, refinements))
  return { format, compiled, questions, notes }
}
