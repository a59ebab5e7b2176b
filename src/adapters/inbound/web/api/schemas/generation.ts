/** Generations on the wire. */
import { z } from '@hono/zod-openapi'
import type { ListedGeneration } from '../../../../../queries/generation/list-generations.ts'
import { askedFields, guessed, helpFields, questionView } from './question.ts'
import { nextCursor, orNull, pagination } from './text.ts'
import { erased, inList, notCarried, answerView } from './answer.ts'
import type { DelegatedQuestion } from '../../../../../queries/generation/get-delegated-question.ts'
import type {
  GenerationUpdate,
  GenerationView,
  QuestionView,
} from '../../../../../queries/generation/generation-view.ts'

export const PHASES = [
  'asking',
  'reviewing',
  'confirmed',
  'rendered',
  'delivered',
  'failed',
  'cancelled',
  'expired',
] as const

export const questionNow: z.ZodType<QuestionView> = z
  .object({
    name: z.string().openapi({ description: 'Its address: what PUT …/answers/{name} takes.' }),
    kind: askedFields.kind,
    label: askedFields.label,
    required: askedFields.required,
    ...helpFields,
    guessed,
    fields: z.array(questionView).optional().describe('For a list: what is asked for each of its items.'),
    example: z.string().describe('An answer as somebody might write it.'),
    document_language: z
      .string()
      .optional()
      .openapi({ description: 'The language of the document, where answers are read in another.' }),
    revision: z
      .int()
      .nullable()
      .openapi({
        description:
          'The revision of the answer that is there; null for none. ' +
          'Send it with the answer, so that nobody is overwritten unseen.',
      }),
    ...inList,
    items: z.int().optional().openapi({ description: 'For a list: how many items it has so far.' }),
    shortened: z.literal(true).optional().openapi({
      description:
        'Left out of it, because it is large: choices, fields, help or default. GET …/questions/{name} has all of it.',
    }),
    waits_for: z.string().optional().openapi({ description: 'The colleague whose answer is waited for.' }),
  })
  .openapi('QuestionNow', { description: 'A question of a generation, at its address.' })

const documentFields = {
  id: z.uuid().describe('The document’s id.'),
  file_name: z.union([z.string(), erased]).describe('What it is called.'),
  media_type: z.string().describe('Of the file, with its charset.'),
  size: z.int().describe('Of the file, in bytes.'),
  sha256: z.union([z.string(), erased]).describe('Of the file, in hex.'),
}

const summary = {
  revision: z.int().describe('It rises with every change.'),
  template_id: z.string().describe('The template’s id.'),
  template_name: z.string().describe('What people call the template.'),
  template_version: z.int().describe('The version that it began with.'),
  state: z.enum(PHASES).describe('Where it is.'),
}

const correction = z
  .object({
    name: z.string().describe('The address of the question.'),
    label: z.string().describe('The question for people.'),
    shown: z.string().describe('As its person would write it.'),
    printed: z.string().optional().describe('As the document would print it, where that differs.'),
  })
  .openapi('Correction', { description: 'A change of an answer that waits for the person’s word.' })

const delegation = z
  .object({
    name: z.string().describe('The address of the question.'),
    label: z.string().describe('The question for people.'),
    to: z.string().describe('The colleague’s id.'),
    at: z.iso.datetime().describe('When it was handed over.'),
  })
  .openapi('Delegation', { description: 'A question that is with a colleague.' })

const head = {
  id: z.uuid().describe('What it is addressed by.'),
  ...summary,
  requester: z.string().describe('Who began it.'),
  locale: z.string().openapi({ description: 'How answers are read and shown.' }),
  document_language: z.string().openapi({ description: 'How the document prints.' }),
  zone: z.string().describe('The IANA time zone that “tomorrow” is read by.'),
  requested_at: z.iso.datetime().describe('When it was begun.'),
  updated_at: z.iso.datetime().openapi({ description: 'When the last event of any kind was recorded.' }),
  copied_from: z.string().nullable().describe('The generation that it was copied from.'),
  progress: z
    .object({
      answered: z.int().describe('Questions that are answered.'),
      open: z.int().describe('Questions that are not, as far as is known now.'),
    })
    .describe('How far it is.'),
  question: orNull(questionNow).describe('What is asked now; null where nothing is.'),
  document: z.object(documentFields).nullable().describe('The document; null until it is made.'),
  failure: z
    .object({
      reason: z.string().describe('Why, for programs: `rendering` where the answers may be the cause.'),
      message: z.union([z.string(), erased]).describe('Why, in a sentence.'),
    })
    .nullable()
    .describe('Why the document could not be made; null where it could.'),
  delegations: z.array(delegation).openapi({ description: 'The questions that are with colleagues now.' }),
  corrections: z.array(correction).openapi({ description: 'Changes of answers that wait for the person’s word.' }),
}

const whole = {
  not_carried: z
    .array(notCarried)
    .openapi({ description: 'Answers of the one it was copied from that could not be taken along, and why.' }),
  review: z.array(answerView).nullable().describe('All answers in order, once no question is due; null before.'),
}

export const generationView: z.ZodType<GenerationView> = z
  .object({
    ...head,
    ...whole,
    answers: z.record(z.string(), answerView).describe('What the document uses now, by address.'),
  })
  .openapi('Generation', { description: 'A whole generation.' })

const updateNote = z
  .object({
    code: z.enum(['revision_not_sent']).describe('For programs.'),
    message: z.string().describe('For people.'),
  })
  .openapi('UpdateNote', { description: 'What you should know about a command that was carried out.' })

/** Also the whole, where a client prefers that: one type for both. */
export const generationUpdate: z.ZodType<GenerationUpdate> = z
  .object({
    ...head,
    answers: z.record(z.string(), answerView).openapi({
      description: 'Those that this request was about or changed, as far as they are small; of the whole, all.',
    }),
    answers_left_out: z
      .int()
      .openapi({ description: 'How many more it changed that are not shown. GET …/answers has them.' }),
    notes: z.array(updateNote).openapi({ description: 'What you should know about it.' }),
    not_carried: whole.not_carried.optional(),
    review: whole.review.optional(),
  })
  .openapi('GenerationUpdate', {
    description:
      'A generation after a command: below 50 KB, whatever it holds. `Prefer: return=representation` gives the whole ' +
      'with `review` and `not_carried`.',
  })

/** A document that was asked for with its data. */
export const madeDocument = z
  .object({
    id: z.uuid().openapi({ description: 'The generation that it is made by: what the audit and lists name.' }),
    url: z.string().openapi({ description: 'Where the generation is.', example: '/api/v1/generations/5f29e636-…' }),
    ...summary,
    document: z
      .object({ ...documentFields, url: z.string().openapi({ description: 'Where the file is.' }) })
      .nullable()
      .openapi({ description: 'Null while it is being made.' }),
  })
  .openapi('MadeDocument', { description: 'A document that was asked for with its data.' })

export const delegatedQuestionView: z.ZodType<DelegatedQuestion> = z
  .object({
    generation_id: z.uuid().describe('The generation whose question it is.'),
    template_name: z.string().describe('What people call the template.'),
    requester: z.string().describe('Who asks.'),
    to: z.string().describe('Who is asked.'),
    note: z.string().nullable().describe('A word of who asks.'),
    at: z.iso.datetime().describe('When it was handed over.'),
    state: z.enum(['open', 'closed']).openapi({ description: 'Closed: answered or taken back.' }),
    closed: z
      .enum(['answered', 'withdrawn', 'over'])
      .nullable()
      .describe('How it was closed, `over` with its conversation or list item; null while it is open.'),
    question: questionNow,
  })
  .openapi('DelegatedQuestion', { description: 'A question that was handed to a colleague.' })

const listedGeneration: z.ZodType<ListedGeneration> = z
  .object({
    id: z.uuid().describe('What it is addressed by.'),
    requester: z.string().describe('Who began it.'),
    template_id: summary.template_id,
    template_name: z.string().nullable().describe('What people call the template; null where it is not known.'),
    template_version: summary.template_version,
    surface: z.string().describe('Where it was begun.'),
    state: z.string().describe('As `state` of a generation.'),
    next: z.string().nullable().openapi({ description: 'The question that is due; null in the review and after it.' }),
    document_id: z.string().nullable().describe('The document’s id; null until it is made.'),
    requested_at: z.iso.datetime().describe('When it was begun.'),
    updated_at: z.iso.datetime().describe('When the last event of any kind was recorded.'),
    confirmed_at: z.iso.datetime().nullable().describe('When its answers were confirmed.'),
    rendered_at: z.iso.datetime().nullable().describe('When the document was made.'),
    delivered_at: z.iso.datetime().nullable().describe('When the document was fetched or posted.'),
    revision: summary.revision,
  })
  .openapi('ListedGeneration', { description: 'A generation in a list, without its answers.' })

export const generationListing = z
  .object({ data: z.array(listedGeneration).describe('The latest first.'), pagination, next_cursor: nextCursor })
  .openapi('GenerationListing', { description: 'A page of generations.' })
