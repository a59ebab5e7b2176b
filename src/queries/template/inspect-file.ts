/** What a template file asks, without any store: its format, its questions and what its author should look at. */
import { fail, Refused, unwrap } from '../../domain/kernel/errors.ts'
import { inferQuestions, type InferenceNote } from '../../domain/questions/infer-questions.ts'
import type { Question } from '../../domain/questions/question.ts'
import { refineQuestions } from '../../domain/questions/refine-questions.ts'
import type { Refinement } from '../../domain/questions/refinement.ts'
import type { ConvertedFrom, Reading, TemplateFormat } from '../../domain/template/template-format.ts'
import type { TemplateCompiler } from '../../ports/documents/template-compiler.ts'
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'
import type { Loss } from '../../rendering/foreign/convert.ts'
import { detectFormat } from '../../rendering/template/format.ts'
import type { Mistake } from '../../rendering/template/mistake.ts'
import type { JsonSchema } from '../../answers/json-schema.ts'
import { answersSchema } from './answers-schema.ts'

export interface TemplateFileInput extends Reading {
  readonly file_name: string
  readonly bytes: Uint8Array
  /** What the author says about the questions. */
  readonly refinements?: readonly Refinement[] | undefined
}

export interface InspectedFile {
  /** Of the documents that it makes. */
  readonly format: TemplateFormat
  readonly compiled: CompiledTemplate
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
  /** Where it had to be converted first: how many tags were rewritten, and what was lost. */
  readonly converted:
    | { readonly from: ConvertedFrom; readonly tags: number; readonly losses: readonly Loss[] }
    | undefined
}

interface Deps {
  readonly compiler: TemplateCompiler
}

/**
 * Throws `Refused`: `invalid_template` with the mistakes and their places, `unprocessable` for refinements that do not
 * fit.
 */
export async function inspectFile({ compiler }: Deps, file: TemplateFileInput): Promise<InspectedFile> {
  const { file_name, bytes, refinements = [], syntax, accept_losses, output } = file
  const { compiled, converted } = unwrap(
    await compiler.read({ bytes, format: formatOf(file_name, bytes), syntax, accept_losses, output }),
  )
  const { outline, format } = compiled
  const inferred = inferQuestions(outline, new Map(converted?.lists.map((name) => [name, 'list'] as const)))
  const { questions, notes } =
    refinements.length === 0
      ? inferred
      : unwrap(refineQuestions({ outline, questions: inferred.questions }, refinements))
  return { format, compiled, questions, notes, converted }
}

/** A file as the outside sees it: the questions of a sound one, all mistakes of another. */
export interface FileReport {
  readonly format: TemplateFormat
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
  /** What has to be put right before it can be a template; empty for a sound one. */
  readonly mistakes: readonly Mistake[]
  readonly converted: { readonly from: ConvertedFrom; readonly tags: number } | null
  /**
   * Something of another engine's language has no counterpart here, with its place; refused unless the losses are
   * accepted.
   */
  readonly losses: readonly Loss[]
  /** The answers as JSON Schema 2020-12; null while there are mistakes. */
  readonly answers_schema: JsonSchema | null
}

/** Throws `Refused` as `inspectFile` does, except for mistakes in tags: those are what is asked for. */
export async function reportOnFile(deps: Deps, file: TemplateFileInput): Promise<FileReport> {
  try {
    const { format, questions, notes, converted } = await inspectFile(deps, file)
    return {
      format,
      questions,
      notes,
      mistakes: [],
      losses: converted?.losses ?? [],
      answers_schema: answersSchema(file.file_name, questions),
      converted: converted === undefined ? null : { from: converted.from, tags: converted.tags },
    }
  } catch (error) {
    const mistakes = error instanceof Refused ? error.error.details?.['mistakes'] : undefined
    if (!Array.isArray(mistakes)) throw error
    const isLoss = (mistake: Mistake): mistake is Loss => 'accepted' in mistake
    return {
      format: formatOf(file.file_name, file.bytes),
      questions: [],
      notes: [],
      converted: null,
      answers_schema: null,
      mistakes: (mistakes as readonly Mistake[]).filter((each) => !isLoss(each)),
      losses: (mistakes as readonly Mistake[]).filter(isLoss),
    }
  }
}

export interface MarkedCopy {
  readonly bytes: Uint8Array
  readonly file_name: string
}

/**
 * A copy of a Word file with its mistakes as comments. Throws `Refused` for a file that is refused as a whole, or that
 * is no Word file.
 */
export async function markedCopyOf(
  { compiler }: Deps,
  { file_name, bytes, ...reading }: TemplateFileInput,
): Promise<MarkedCopy> {
  const { syntax, accept_losses } = reading
  const marked = unwrap(await compiler.mark({ bytes, format: formatOf(file_name, bytes), syntax, accept_losses }))
  return { bytes: marked, file_name: `${file_name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')} (marked).docx` }
}

function formatOf(file_name: string, bytes: Uint8Array): TemplateFormat {
  if (bytes.length === 0)
    return unwrap(
      fail('invalid_template', `“${file_name}” is empty. Choose the template's file again.`, {
        field: 'file',
        reason: 'empty',
      }),
    )
  return unwrap(detectFormat(file_name, bytes))
}
