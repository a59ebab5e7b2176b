/** From an uploaded file to what a template version holds: recognised, compiled in a worker, its questions inferred and refined. */
import { createHash } from 'node:crypto'
import { fail, ok, type Result } from '../domain/errors.ts'
import { inferQuestions } from '../domain/infer-questions.ts'
import { refineQuestions, reviseQuestions, type Questionnaire } from '../domain/refine-questions.ts'
import type { Refinement } from '../domain/refinement.ts'
import { slugOf, type TemplateContent } from '../domain/template.ts'
import { EXTENSIONS } from '../domain/template-format.ts'
import type { DocumentStore } from '../ports/document-store.ts'
import type { TemplateCompiler } from '../ports/template-compiler.ts'
import { detectFormat } from '../rendering/format.ts'

/** The most bytes of an uploaded template. */
export const MAX_TEMPLATE_BYTES = 25 * 1024 * 1024

/** Outline and questions travel in one event; its store takes 512 KiB. */
const MAX_RECORDED_BYTES = 400 * 1024

export interface Upload {
  readonly file_name: string
  readonly bytes: Uint8Array
  /** What the author says about the questions, from a file given with the template. */
  readonly refinements?: readonly Refinement[] | undefined
}

export interface TemplateContentDeps {
  readonly compiler: TemplateCompiler
  readonly documents: DocumentStore
}

/** Reads the upload without storing anything. `previous` is the version whose refinements are kept. */
export async function readContent(
  deps: TemplateContentDeps,
  upload: Upload,
  where: { readonly tenant: string; readonly id: string; readonly previous?: Questionnaire | undefined },
): Promise<Result<TemplateContent>> {
  if (upload.bytes.length === 0) return fail('invalid_template', `“${upload.file_name}” is empty. Choose the template's file again.`, { field: 'file', reason: 'empty' })
  if (upload.bytes.length > MAX_TEMPLATE_BYTES) return fail('too_large', 'A template may have at most 25 MB.', { field: 'file', limit: MAX_TEMPLATE_BYTES })
  const format = detectFormat(upload.file_name, upload.bytes)
  if (!format.ok) return format
  const compiled = await deps.compiler.compile(upload.bytes, format.value)
  if (!compiled.ok) return compiled
  const { outline, compiler } = compiled.value
  const inferred = where.previous === undefined ? inferQuestions(outline) : reviseQuestions(outline, where.previous)
  const refined = upload.refinements === undefined ? ok(inferred) : refineQuestions({ outline, questions: inferred.questions }, upload.refinements)
  if (!refined.ok) return refined
  const recorded = JSON.stringify([outline, refined.value]).length
  if (recorded > MAX_RECORDED_BYTES) {
    return fail('invalid_template', `This template has more tags and questions than can be recorded at once: ${recorded} bytes, at most ${MAX_RECORDED_BYTES}. Split it into several.`, { field: 'file', reason: 'too_many_tags' })
  }
  const sha256 = createHash('sha256').update(upload.bytes).digest('hex')
  const key = `${where.tenant}/templates/${where.id}/${sha256}.${EXTENSIONS[format.value]}`
  const file = { key, file_name: upload.file_name.slice(-255), size: upload.bytes.length, sha256 }
  return ok({ format: format.value, file, outline, questions: refined.value.questions, notes: refined.value.notes, compiler })
}

/** The name and id that a file suggests: `Cover_letter.docx` → “Cover letter”, `cover-letter`. */
export function nameFromFile(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '').replaceAll(/[-_]+/g, ' ').trim()
  return base === '' ? 'Template' : base[0]!.toUpperCase() + base.slice(1)
}

/** The id of a new template, or an error that names the field. */
export function templateId(name: string): Result<string> {
  const id = slugOf(name)
  return id === undefined
    ? fail('invalid', 'The name needs at least one letter (a–z) or digit, because the template is addressed by it.', { field: 'name' })
    : ok(id)
}
