/** The form that a template is uploaded with. */
import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { readQuestionsFile } from '../../commands/read-questions-file.ts'
import type { Upload } from '../../commands/template-content.ts'
import { unwrap } from '../../domain/errors.ts'
import { lineSchema } from './schemas/text.ts'

const file = z.instanceof(File, { message: 'Send the template as a file.' }).openapi({ type: 'string', format: 'binary' })

const draft = z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off', ''], error: 'Say true or false.' })
  .optional()
  .openapi({ type: 'boolean', description: 'A draft is not published: only authors see it.' })

const questions = z.union([z.string(), z.instanceof(File)]).optional()
  .openapi({ type: 'string', description: 'What you say about the questions: YAML or JSON, as text or as a file.' })

export const revisionForm = z.object({ file, questions, draft }).openapi('TemplateRevision')

export const registrationForm = z.object({
  file,
  name: lineSchema(200).optional().openapi({ description: 'What people call it; the file’s name where it is left out.' }),
  questions,
  draft,
}).openapi('TemplateRegistration')

export interface ReadUpload extends Upload {
  /** SHA-256 (hex) of the file and of what was said about its questions: what an Idempotency-Key is held against. */
  readonly digest: string
}

/** The bytes of the form's files. Throws `Refused` for questions that cannot be read. */
export async function readUpload(form: z.output<typeof revisionForm>): Promise<ReadUpload> {
  const bytes = new Uint8Array(await form.file.arrayBuffer())
  const said = typeof form.questions === 'string' || form.questions === undefined ? form.questions : await form.questions.text()
  const digest = createHash('sha256').update(bytes).update('\0').update(said ?? '').digest('hex')
  return {
    file_name: fileName(form.file.name),
    bytes,
    digest,
    refinements: said === undefined || said.trim() === '' ? undefined : unwrap(readQuestionsFile(said)),
  }
}

/** The last part of the name that a client sent, without what no name should hold. */
const fileName = (name: string): string =>
  name.replaceAll(/^.*[/\\]/gs, '').replaceAll(/[\p{Cc}\p{Cs}]/gu, '').trim().slice(-255) || 'template'
