/** What is right and wrong with a template file, as a report. */
import { Refused } from '../../domain/kernel/errors.ts'
import type { InferenceNote } from '../../domain/questions/inference-note.ts'
import type { Question } from '../../domain/questions/question.ts'
import type { ConvertedFrom, TemplateFormat } from '../../domain/template/template-format.ts'
import type { Loss } from '../../rendering/foreign/convert.ts'
import { noteOfRemark, remarksIn } from '../../rendering/remark-notes.ts'
import type { Mistake } from '../../rendering/template/mistake.ts'
import type { JsonSchema } from '../../answers/json-schema.ts'
import { buildAnswersSchema } from './build-answers-schema.ts'
import { type TemplateFileInput, type InspectFileDeps, inspectFile, detectTemplateFormat } from './inspect-file.ts'

/** The questions of a valid file, or all mistakes of an invalid one. */
export interface FileReport {
  readonly format: TemplateFormat
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
  /** The language of its documents, BCP 47; null where neither the file nor the request says one. */
  readonly language: string | null
  /** Mistakes that must be corrected; empty for a valid file. */
  readonly mistakes: readonly Mistake[]
  readonly converted: { readonly from: ConvertedFrom; readonly tags: number } | null
  /**
   * Constructs of another engine that have no counterpart here, with their places. Refused unless losses are accepted.
   */
  readonly losses: readonly Loss[]
  /** The answers as JSON Schema 2020-12; null while there are mistakes. */
  readonly answers_schema: JsonSchema | null
}

/** Throws `Refused` as `inspectFile` does, except for mistakes in tags, which are reported. */
export async function reportOnFile(deps: InspectFileDeps, file: TemplateFileInput): Promise<FileReport> {
  try {
    const { format, questions, notes, language = null, converted } = await inspectFile(deps, file)
    return {
      format,
      questions,
      notes,
      language,
      mistakes: [],
      losses: converted?.losses ?? [],
      answers_schema: buildAnswersSchema(file.file_name, questions),
      converted: converted === undefined ? null : { from: converted.from, tags: converted.tags },
    }
  } catch (error) {
    const details = error instanceof Refused ? error.error.details : undefined
    const mistakes = details?.['mistakes']
    if (!Array.isArray(mistakes)) throw error
    const isLoss = (mistake: Mistake): mistake is Loss => 'accepted' in mistake
    return {
      format: detectTemplateFormat(file.file_name, file.bytes),
      questions: [],
      notes: remarksIn(details).map(noteOfRemark),
      language: null,
      converted: null,
      answers_schema: null,
      mistakes: (mistakes as readonly Mistake[]).filter((each) => !isLoss(each)),
      losses: (mistakes as readonly Mistake[]).filter(isLoss),
    }
  }
}
