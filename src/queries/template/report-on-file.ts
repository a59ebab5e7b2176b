/** What is right and wrong with a template file, as a report. */
import { Refused } from '../../domain/kernel/errors.ts'
import type { InferenceNote } from '../../domain/questions/inference-note.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ConvertedFrom, TemplateFormat } from '../../domain/template/template-format.ts'
import type { Loss } from '../../rendering/foreign/convert.ts'
import type { Mistake } from '../../rendering/template/mistake.ts'
import type { JsonSchema } from '../../answers/json-schema.ts'
import { buildAnswersSchema } from './build-answers-schema.ts'
import { type TemplateFileInput, type Deps, inspectFile, formatOf } from './inspect-file.ts'

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
      answers_schema: buildAnswersSchema(file.file_name, questions),
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
