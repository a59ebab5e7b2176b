/** Templates on the wire. */
import { z } from '@hono/zod-openapi'
import { CONVERTED_FROM, TEMPLATE_FORMATS } from '../../../../../domain/template/template-format.ts'
import { KINDS } from '../../../../../domain/questions/question.ts'
import type { GuessRow } from '../../../../../queries/template/get-guesses.ts'
import type { FileReport } from '../../../../../queries/template/report-on-file.ts'
import type { ListedTemplate } from '../../../../../queries/template/list-templates.ts'
import type { TemplateView } from '../../../../../queries/template/present-template.ts'
import { questionView } from './question.ts'
import { pagination } from './text.ts'

export const TEMPLATE_STATES = ['draft', 'published', 'retired'] as const

const version = z
  .object({
    version: z.int(),
    file_name: z.string(),
    size: z.int(),
    sha256: z.string(),
    at: z.iso.datetime(),
    actor: z.string(),
    language: z.string().nullable(),
    converted: z
      .object({ from: z.enum(CONVERTED_FROM), tags: z.int(), file_name: z.string(), size: z.int(), sha256: z.string() })
      .nullable()
      .openapi({
        description:
          'What was uploaded, where the template’s file was made from it, and how many of its tags were rewritten.',
      }),
  })
  .openapi('TemplateVersion')

const note = z.object({ name: z.string(), message: z.string() })

export const templateView: z.ZodType<TemplateView> = z
  .object({
    id: z.string(),
    name: z.string(),
    format: z.enum(TEMPLATE_FORMATS),
    state: z.enum(TEMPLATE_STATES),
    version: z
      .int()
      .openapi({ description: 'The version shown: the latest for authors, the published one for requesters.' }),
    published_version: z.int().nullable(),
    language: z.string().nullable().openapi({
      description:
        'The language of its documents, BCP 47; null: the service’s default, else that of whoever asks for one.',
    }),
    language_from: z
      .enum(['author', 'file'])
      .nullable()
      .openapi({ description: 'Who says so: the author, or the file.' }),
    revision: z.int().openapi({ description: 'What If-Match takes, as "r3".' }),
    questions: z.array(questionView),
    notes: z.array(note).openapi({ description: 'Guesses that the author should look at.' }),
    versions: z.array(version),
  })
  .openapi('Template')

const place = {
  part: z.string(),
  paragraph: z.int().optional().openapi({ description: 'The paragraph of the part, or the line of a text, from 1.' }),
  heading: z.string().optional(),
  around: z.string(),
  message: z.string(),
  fix: z.string(),
}
const mistake = z.object(place).openapi('Mistake')
const loss = z
  .object({ ...place, accepted: z.string().openapi({ description: 'What becomes of it when the loss is accepted.' }) })
  .openapi('Loss')

export const fileReport: z.ZodType<FileReport> = z
  .object({
    format: z.enum(TEMPLATE_FORMATS),
    questions: z.array(questionView),
    notes: z.array(note),
    language: z.string().nullable().openapi({ description: 'The language of its documents, BCP 47.' }),
    mistakes: z.array(mistake).openapi({ description: 'What has to be put right before the file can be a template.' }),
    losses: z.array(loss).openapi({ description: 'What another engine’s language has no counterpart for here.' }),
    converted: z.object({ from: z.enum(CONVERTED_FROM), tags: z.int() }).nullable(),
    answers_schema: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'The answers as JSON Schema 2020-12; null while there are mistakes.' }),
  })
  .openapi('FileReport')

const guessRow: z.ZodType<GuessRow> = z
  .object({
    question: z.string().openapi({ description: 'Its name; items.due for a field of a list.' }),
    label: z.string(),
    kind: z.enum(KINDS).openapi({ description: 'The guess.' }),
    answers: z.int().openapi({ description: 'How often it was answered; a changed answer counts again.' }),
    as_written: z.int().openapi({ description: 'How many of these are words that were taken as they were written.' }),
  })
  .openapi('Guess')

export const guessReport = z.object({ data: z.array(guessRow) }).openapi('GuessReport')

const listedTemplate: z.ZodType<ListedTemplate> = z
  .object({
    id: z.string(),
    name: z.string(),
    format: z.string(),
    state: z.string(),
    version: z.int(),
    published_version: z.int().nullable(),
    language: z.string().nullable().openapi({ description: 'The language of its documents, BCP 47.' }),
    question_count: z.int(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('ListedTemplate')

export const templateListing = z.object({ data: z.array(listedTemplate), pagination }).openapi('TemplateListing')
