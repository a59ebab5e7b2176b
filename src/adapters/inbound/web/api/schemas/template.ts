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

const fileFields = {
  file_name: z.string().describe('As its author called it.'),
  size: z.int().describe('Of the file, in bytes.'),
  sha256: z.string().describe('Of the file, in hex.'),
}
const conversionFields = {
  from: z.enum(CONVERTED_FROM).describe('What it was before.'),
  tags: z.int().describe('How many of its tags were rewritten.'),
}

const version = z
  .object({
    version: z.int().describe('Its number, from 1.'),
    ...fileFields,
    at: z.iso.datetime().describe('When it was uploaded.'),
    actor: z.string().describe('Who uploaded it.'),
    language: z.string().nullable().describe('The language of its documents, BCP 47.'),
    converted: z
      .object({ ...conversionFields, ...fileFields })
      .nullable()
      .openapi({
        description:
          'What was uploaded, where the template’s file was made from it, and how many of its tags were rewritten.',
      }),
  })
  .openapi('TemplateVersion', { description: 'One version of a template.' })

const note = z
  .object({
    name: z.string().describe('The question, or the place.'),
    message: z.string().describe('What to look at.'),
  })
  .openapi('TemplateNote', { description: 'Something that the author should look at.' })

const named = {
  id: z.string().describe('What it is addressed by.'),
  name: z.string().describe('What people call it.'),
}

export const templateView: z.ZodType<TemplateView> = z
  .object({
    ...named,
    format: z.enum(TEMPLATE_FORMATS).describe('Of the file, and of the documents made from it.'),
    state: z.enum(TEMPLATE_STATES).describe('Documents are begun from published ones alone.'),
    version: z
      .int()
      .openapi({ description: 'The version shown: the latest for authors, the published one for requesters.' }),
    published_version: z.int().nullable().describe('The version that documents are begun from; null for none.'),
    language: z.string().nullable().openapi({
      description:
        'The language of its documents, BCP 47; null: the service’s default, else that of whoever asks for one.',
    }),
    language_from: z
      .enum(['author', 'file'])
      .nullable()
      .openapi({ description: 'Who says so: the author, or the file.' }),
    idle_days: z.int().nullable().openapi({
      description: 'Days without an answer after which its conversations expire; null: as the service is set.',
    }),
    reminders: z
      .array(z.int())
      .nullable()
      .openapi({ description: 'Days without an answer after which Slack reminds; null: as the service is set.' }),
    revision: z.int().openapi({ description: 'What If-Match takes, as "r3".' }),
    questions: z.array(questionView).describe('What is asked, in order.'),
    notes: z.array(note).openapi({ description: 'Guesses that the author should look at.' }),
    versions: z.array(version).describe('All versions, the first first.'),
  })
  .openapi('Template', { description: 'A template with its questions.' })

const place = {
  part: z.string().describe('The part of the file.'),
  paragraph: z.int().optional().openapi({ description: 'The paragraph of the part, or the line of a text, from 1.' }),
  heading: z.string().optional().describe('The heading above it.'),
  around: z.string().describe('The text around it.'),
  message: z.string().describe('What is wrong.'),
  fix: z.string().describe('What to do about it.'),
}
const mistake = z.object(place).openapi('Mistake', { description: 'A mistake in a file, with its place.' })
const loss = z
  .object({ ...place, accepted: z.string().openapi({ description: 'What becomes of it when the loss is accepted.' }) })
  .openapi('Loss', { description: 'What would be lost in a conversion, with its place.' })

export const fileReport: z.ZodType<FileReport> = z
  .object({
    format: z.enum(TEMPLATE_FORMATS).describe('Of the documents made from it.'),
    questions: z.array(questionView).describe('What it would ask, in order.'),
    notes: z.array(note).describe('What the author should look at.'),
    language: z.string().nullable().openapi({ description: 'The language of its documents, BCP 47.' }),
    mistakes: z.array(mistake).openapi({ description: 'What has to be put right before the file can be a template.' }),
    losses: z.array(loss).openapi({ description: 'What another engine’s language has no counterpart for here.' }),
    converted: z.object(conversionFields).nullable().describe('How it was converted; null where it was not.'),
    answers_schema: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: 'The answers as JSON Schema 2020-12; null while there are mistakes.' }),
  })
  .openapi('FileReport', { description: 'What a file would ask, or its mistakes.' })

const guessRow: z.ZodType<GuessRow> = z
  .object({
    question: z.string().openapi({ description: 'Its name; items.due for a field of a list.' }),
    label: z.string().describe('The question for people.'),
    kind: z.enum(KINDS).openapi({ description: 'The guess.' }),
    answers: z.int().openapi({ description: 'How often it was answered; a changed answer counts again.' }),
    as_written: z.int().openapi({ description: 'How many of these are words that were taken as they were written.' }),
  })
  .openapi('Guess', { description: 'How a guessed kind fared.' })

export const guessReport = z
  .object({ data: z.array(guessRow).describe('Those that were answered.') })
  .openapi('GuessReport', { description: 'How the guessed kinds of a template fared.' })

const listedTemplate: z.ZodType<ListedTemplate> = z
  .object({
    ...named,
    format: z.string().describe('Of its file.'),
    state: z.string().describe('draft, published or retired.'),
    version: z.int().describe('The latest.'),
    published_version: z.int().nullable().describe('The version that documents are begun from; null for none.'),
    language: z.string().nullable().openapi({ description: 'The language of its documents, BCP 47.' }),
    question_count: z.int().describe('How many questions it has.'),
    created_at: z.iso.datetime().describe('When it was registered.'),
    updated_at: z.iso.datetime().describe('When it changed last.'),
  })
  .openapi('ListedTemplate', { description: 'A template in a list.' })

export const templateListing = z
  .object({ data: z.array(listedTemplate).describe('The templates.'), pagination })
  .openapi('TemplateListing', { description: 'A page of templates.' })
