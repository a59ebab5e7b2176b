/** Inspects a template file without any store: its format, its questions, and notes for the author. */
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { checkForeignWords } from '../../domain/questions/inference/foreign-words.ts'
import { checkAddresses } from '../../domain/questions/check-addresses.ts'
import { inferQuestions } from '../../domain/questions/inference/infer-questions.ts'
import type { InferenceNote } from '../../domain/questions/inference-note.ts'
import type { Question } from '../../domain/questions/question.ts'
import { applyRefinements } from '../../domain/questions/refinement/apply-refinements.ts'
import type { Refinement } from '../../domain/questions/refinement/refinement.ts'
import { checkGivenLanguage } from '../../domain/template/language.ts'
import type { ConvertedFrom, ConversionOptions, TemplateFormat } from '../../domain/template/template-format.ts'
import type { TemplateCompiler } from '../../ports/documents/template-compiler.ts'
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'
import type { Loss } from '../../rendering/foreign/convert.ts'
import { remarkNotes } from '../../rendering/remark-notes.ts'
import { detectFormat } from '../../rendering/template/format.ts'

export interface TemplateFileInput extends ConversionOptions {
  readonly file_name: string
  readonly bytes: Uint8Array
  /** The author's refinements. */
  readonly refinements?: readonly Refinement[] | undefined
}

export interface InspectedFile {
  /** The format of the documents that it makes. */
  readonly format: TemplateFormat
  readonly compiled: CompiledTemplate
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
  /** The language of its documents: the one given, else what the file says. BCP 47. */
  readonly language: string | undefined
  /** For a converted file: how many tags were rewritten, and what was lost. */
  readonly converted:
    | { readonly from: ConvertedFrom; readonly tags: number; readonly losses: readonly Loss[] }
    | undefined
}

/** The port that reads template files. */
export interface InspectFileDeps {
  readonly compiler: TemplateCompiler
}

/**
 * Throws `Refused`: `invalid_template` with the mistakes and their places, `unprocessable` for refinements that do not
 * fit.
 */
export async function inspectFile({ compiler }: InspectFileDeps, file: TemplateFileInput): Promise<InspectedFile> {
  const { file_name, bytes, refinements = [], syntax, accept_losses, output } = file
  const said = unwrap(checkGivenLanguage(file.language))
  const uploaded = detectTemplateFormat(file_name, bytes)
  const read = unwrap(await compiler.read({ bytes, format: uploaded, syntax, accept_losses, output, language: said }))
  const { compiled, converted } = read
  const { outline, format } = compiled
  unwrap(checkForeignWords(outline))
  const inferred = inferQuestions(outline, new Map(converted?.lists.map((name) => [name, 'list'] as const)))
  const { questions, notes } =
    refinements.length === 0
      ? inferred
      : unwrap(applyRefinements({ outline, questions: inferred.questions }, refinements))
  unwrap(checkAddresses(questions))
  const language = said ?? compiled.language
  return { format, compiled, questions, notes: [...remarkNotes(read), ...notes], language, converted }
}

/** The format of a file, from its name and bytes. Throws `Refused` `invalid_template`. */
export function detectTemplateFormat(file_name: string, bytes: Uint8Array): TemplateFormat {
  if (bytes.length === 0)
    return unwrap(
      fail('invalid_template', `“${file_name}” is empty. Choose the template's file again.`, {
        field: 'file',
        reason: 'empty',
      }),
    )
  return unwrap(detectFormat(file_name, bytes))
}
