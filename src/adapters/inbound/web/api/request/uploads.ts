/** The form that a template is uploaded with. */
import { createHash } from 'node:crypto'
import type { z } from '@hono/zod-openapi'
import type { TemplateCompiler } from '../../../../../ports/documents/template-compiler.ts'
import type { Upload } from '../../../../../commands/template/template-content.ts'
import { unwrap } from '../../../../../domain/kernel/errors.ts'
import type { inspectionForm } from './upload-forms.ts'

export interface DigestedUpload extends Upload {
  /**
   * SHA-256 (hex) of the file, of what was said about its questions and of how it is to be read: what an
   * Idempotency-Key is held against.
   */
  readonly digest: string
}

/** The bytes of the form's files. Throws `Refused` for questions that cannot be read. */
export async function readUpload(
  form: z.output<typeof inspectionForm>,
  compiler: Pick<TemplateCompiler, 'readQuestions'>,
): Promise<DigestedUpload> {
  const bytes = new Uint8Array(await form.file.arrayBuffer())
  const said =
    typeof form.questions === 'string' || form.questions === undefined ? form.questions : await form.questions.text()
  const digest = createHash('sha256')
    .update(bytes)
    .update('\0')
    .update(said ?? '')
    .update(readingText(form))
    .digest('hex')
  return {
    file_name: cleanFileName(form.file.name),
    bytes,
    digest,
    syntax: form.syntax,
    accept_losses: form.accept_losses,
    output: form.output,
    language: form.language,
    refinements: said === undefined || said.trim() === '' ? undefined : unwrap(await compiler.readQuestions(said)),
  }
}

/** Nothing for a plain upload. */
const readingText = ({ syntax, accept_losses, output, language }: z.output<typeof inspectionForm>): string =>
  (syntax === undefined && accept_losses === undefined && output === undefined
    ? ''
    : `\0${JSON.stringify([syntax, accept_losses, output])}`) + (language === undefined ? '' : `\0${language}`)

/** The last part of the name that a client sent, without what no name should hold. */
const cleanFileName = (name: string): string =>
  name
    .replaceAll(/^.*[/\\]/gs, '')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
    .slice(-255) || 'template'
