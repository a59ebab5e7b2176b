/** The multipart forms that upload a file, as the OpenAPI document describes them. */
import { z } from '@hono/zod-openapi'
import { templateIdSchema } from '../../../../../domain/template/template-id.ts'
import { OUTPUTS, SYNTAXES } from '../../../../../domain/template/template-format.ts'
import { lineSchema } from '../schemas/text.ts'
import { languageSchema } from './conversation-settings.ts'

const file = z
  .instanceof(File, { message: 'Send the template as a file.' })
  .openapi({ type: 'string', format: 'binary', description: 'A .docx, .dotx, .md, .markdown or .txt file.' })

const optionalBoolean = (description: string) =>
  z
    .stringbool({
      truthy: ['true', '1', 'yes', 'on'],
      falsy: ['false', '0', 'no', 'off', ''],
      error: 'Say true or false.',
    })
    .optional()
    .openapi({ type: 'boolean', description })

const draft = optionalBoolean('A draft is not published: only authors see it.')

/** How a file is to be read; an empty field is one that was left out. */
const optionalEnum = <const T extends readonly [string, ...string[]]>(values: T, description: string) =>
  z
    .preprocess((value) => (value === '' ? undefined : value), z.enum(values).optional())
    .openapi({ type: 'string', enum: [...values], description })

const reading = {
  syntax: optionalEnum(SYNTAXES, 'The language that a Word file’s tags are written in, where it is another engine’s.'),
  accept_losses: optionalBoolean(
    'What that language has no counterpart for here is asked for or taken out; ' +
      'otherwise the file is refused with a list of it.',
  ),
  output: optionalEnum(
    OUTPUTS,
    'What documents a Markdown file makes: Markdown, or Word. A new version makes what the one before it made.',
  ),
}

const language = z
  .preprocess((value) => (value === '' ? undefined : value), languageSchema.optional())
  .openapi({
    type: 'string',
    example: 'de-DE',
    description:
      'The language of its documents, BCP 47: dates, numbers, yes and no print in it. What the file says where it ' +
      'is left out; a new version keeps what was said before.',
  })

const questions = z
  .union([z.string(), z.instanceof(File)])
  .optional()
  .openapi({ type: 'string', description: 'What you say about the questions: YAML or JSON, as text or as a file.' })

export const revisionForm = z
  .strictObject({ file, questions, draft, language, ...reading })
  .openapi('TemplateRevision', { description: 'A new version of a template.' })

export const inspectionForm = z
  .strictObject({ file, questions, language, ...reading })
  .openapi('TemplateInspection', { description: 'A file to look over.' })

export const registrationForm = z
  .strictObject({
    file,
    name: lineSchema(200)
      .optional()
      .openapi({ description: 'What people call it; the file’s name where it is left out.' }),
    id: z
      .preprocess((value) => (value === '' ? undefined : value), templateIdSchema.optional())
      .openapi({
        type: 'string',
        example: 'cover-letter',
        description: 'What it is addressed by: letters a to z, digits, hyphens. It follows from the name else.',
      }),
    questions,
    draft,
    language,
    ...reading,
  })
  .openapi('TemplateRegistration', { description: 'A new template.' })

export const verificationForm = z
  .strictObject({
    file: z.instanceof(File, { message: 'Send the document as a file.' }).openapi({
      type: 'string',
      format: 'binary',
      description: 'The document to verify: a .docx, .md or .txt file.',
    }),
    generation_id: z
      .preprocess((value) => (value === '' ? undefined : value), z.uuid().optional())
      .openapi({
        type: 'string',
        format: 'uuid',
        description: 'The generation to hold it against. Left out: it is looked for.',
      }),
  })
  .openapi('DocumentVerification', { description: 'A document to verify.' })
