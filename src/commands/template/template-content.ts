/**
 * Reads an uploaded file into the content of a template version: it is converted and compiled in a worker, then its
 * questions are inferred and refined.
 */
import type { InferenceNote } from '../../domain/questions/inference-note.ts'
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import { checkForeignWords } from '../../domain/questions/inference/foreign-words.ts'
import { checkAddresses } from '../../domain/questions/check-addresses.ts'
import { inferQuestions } from '../../domain/questions/inference/infer-questions.ts'
import { applyRefinements } from '../../domain/questions/refinement/apply-refinements.ts'
import { reviseQuestions } from '../../domain/questions/refinement/revise-questions.ts'
import { checkGivenLanguage } from '../../domain/template/language.ts'
import type { Refinement } from '../../domain/questions/refinement/refinement.ts'
import type { TemplateVersion } from '../../domain/template/template.ts'
import type { TemplateContent } from '../../domain/template/template-decisions.ts'
import type { TemplateFile } from '../../domain/template/template-events.ts'
import { EXTENSIONS, type ConversionOptions, type TemplateFormat } from '../../domain/template/template-format.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import type { TemplateCompiler } from '../../ports/documents/template-compiler.ts'
import type { Loss } from '../../rendering/foreign/convert.ts'
import { remarkNotes } from '../../rendering/remark-notes.ts'
import { detectFormat } from '../../rendering/template/format.ts'

/** The most bytes of an uploaded template. */
export const MAX_TEMPLATE_BYTES = 25 * 1024 * 1024

/** Outline and questions are recorded in one event, and the event store accepts 512 KiB. */
const MAX_RECORDED_BYTES = 400 * 1024
/** Losses that are kept as notes. An author who accepts more has seen the full list. */
const MAX_LOSS_NOTES = 100

/** An uploaded file and how to read it. */
export interface Upload extends ConversionOptions {
  readonly file_name: string
  readonly bytes: Uint8Array
  /** Refinements from a file that was uploaded with the template. */
  readonly refinements?: readonly Refinement[] | undefined
}

export interface TemplateContentDeps {
  readonly compiler: TemplateCompiler
  readonly documents: DocumentStore
}

/** The content of a version, and the files that it needs. */
export interface ReadContent {
  readonly content: TemplateContent
  /**
   * The files to store before the event that names them: the template's file, and the uploaded one where it was
   * converted.
   */
  readonly files: readonly { readonly key: string; readonly bytes: Uint8Array }[]
}

/**
 * Reads the upload without storing anything. Refinements of `previous` are kept, and what its author said of the
 * language; a Markdown file keeps its output format.
 */
export async function readContent(
  deps: TemplateContentDeps,
  upload: Upload,
  where: { readonly tenant: string; readonly id: string; readonly previous?: TemplateVersion | undefined },
): Promise<Result<ReadContent>> {
  const { bytes, file_name, syntax, accept_losses } = upload
  const { previous } = where
  const said = checkGivenLanguage(upload.language)
  if (!said.ok) return said
  if (bytes.length === 0)
    return fail('invalid_template', `“${file_name}” is empty. Choose the template's file again.`, {
      field: 'file',
      reason: 'empty',
    })
  if (bytes.length > MAX_TEMPLATE_BYTES)
    return fail('too_large', 'A template may have at most 25 MB.', { field: 'file', limit: MAX_TEMPLATE_BYTES })
  const detected = detectFormat(file_name, bytes)
  if (!detected.ok) return detected
  const output =
    upload.output ?? (detected.value === 'markdown' && previous?.converted?.from === 'markdown' ? 'word' : undefined)
  const language = said.value ?? previous?.language
  const read = await deps.compiler.read({ bytes, format: detected.value, syntax, accept_losses, output, language })
  if (!read.ok) return read
  const {
    compiled: { format, outline, compiler, language: file_language },
    converted,
  } = read.value
  const words = checkForeignWords(outline)
  if (!words.ok) return words
  const lists = new Map(converted?.lists.map((name) => [name, 'list'] as const))
  const inferred = previous === undefined ? inferQuestions(outline, lists) : reviseQuestions(outline, previous, lists)
  const refined =
    upload.refinements === undefined
      ? ok(inferred)
      : applyRefinements({ outline, questions: inferred.questions }, upload.refinements)
  if (!refined.ok) return refined
  const { questions } = refined.value
  const addressed = checkAddresses(questions)
  if (!addressed.ok) return addressed
  const notes = [
    ...(converted?.losses ?? []).slice(0, MAX_LOSS_NOTES).map(noteOf),
    ...remarkNotes(read.value).slice(0, MAX_LOSS_NOTES),
    ...refined.value.notes,
  ]
  const recorded = JSON.stringify([outline, questions, notes]).length
  if (recorded > MAX_RECORDED_BYTES) {
    return fail(
      'invalid_template',
      `This template has more tags and questions than can be recorded at once: ${recorded} bytes, at most ` +
        `${MAX_RECORDED_BYTES}. Split it into several.`,
      { field: 'file', reason: 'too_many_tags' },
    )
  }
  const uploaded = describeFile(where, file_name, bytes, detected.value)
  const languages = { language, file_language }
  const common = { format, outline, questions, notes, ...languages, compiler }
  if (converted === undefined)
    return ok({
      content: { ...common, file: uploaded },
      files: [{ key: uploaded.key, bytes }],
    })
  const file = describeFile(
    where,
    `${file_name.replace(/\.[^.]*$/, '')}.${EXTENSIONS[format]}`,
    converted.bytes,
    format,
  )
  const { from, tags } = converted
  return ok({
    content: { ...common, file, converted: { from, tags, file: uploaded } },
    files: [
      { key: uploaded.key, bytes },
      { key: file.key, bytes: converted.bytes },
    ],
  })
}

function describeFile(
  { tenant, id }: { readonly tenant: string; readonly id: string },
  file_name: string,
  bytes: Uint8Array,
  format: TemplateFormat,
): TemplateFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return {
    key: `${tenant}/templates/${id}/${sha256}.${EXTENSIONS[format]}`,
    file_name: file_name.slice(-255),
    size: bytes.length,
    sha256,
  }
}

/** A note about a loss of the conversion. */
const noteOf = ({ part, paragraph, message, accepted }: Loss): InferenceNote => ({
  name: paragraph === undefined ? part : `${part}, paragraph ${paragraph}`,
  message: `${message} ${accepted}`,
})
