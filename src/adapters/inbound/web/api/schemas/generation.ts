/** Generations on the wire. */
import { z } from '@hono/zod-openapi'
import { FORMATS, KINDS } from '../../../../../domain/questions/question.ts'
import type { ListedGeneration } from '../../../../../queries/generation/list-generations.ts'
import { choice, defaultValue, guessed, limits, questionView } from './question.ts'
import { pagination } from './text.ts'
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
    kind: z.enum(KINDS),
    label: z.string(),
    required: z.boolean(),
    help: z.string().optional(),
    choices: z.array(choice).optional(),
    default: defaultValue.optional(),
    limits: limits.optional(),
    format: z.enum(FORMATS).optional(),
    guessed,
    fields: z.array(questionView).optional(),
    example: z.string(),
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
  .openapi('QuestionNow')

const documentFields = {
  id: z.uuid(),
  file_name: z.union([z.string(), erased]),
  media_type: z.string(),
  size: z.int(),
  sha256: z.union([z.string(), erased]),
}

const head = {
  id: z.uuid(),
  revision: z.int(),
  template_id: z.string(),
  template_name: z.string(),
  template_version: z.int(),
  state: z.enum(PHASES),
  requester: z.string(),
  locale: z.string().openapi({ description: 'How answers are read and shown.' }),
  document_language: z.string().openapi({ description: 'How the document prints.' }),
  zone: z.string(),
  requested_at: z.iso.datetime(),
  updated_at: z.iso.datetime().openapi({ description: 'When the last event of any kind was recorded.' }),
  copied_from: z.string().nullable(),
  progress: z.object({ answered: z.int(), open: z.int() }),
  question: questionNow.nullable(),
  document: z.object(documentFields).nullable(),
  failure: z.object({ reason: z.string(), message: z.union([z.string(), erased]) }).nullable(),
  delegations: z
    .array(z.object({ name: z.string(), label: z.string(), to: z.string(), at: z.iso.datetime() }))
    .openapi({ description: 'The questions that are with colleagues now.' }),
  corrections: z
    .array(z.object({ name: z.string(), label: z.string(), shown: z.string(), printed: z.string().optional() }))
    .openapi({ description: 'Changes of answers that wait for the person’s word.' }),
}

const whole = {
  not_carried: z
    .array(notCarried)
    .openapi({ description: 'Answers of the one it was copied from that could not be taken along, and why.' }),
  review: z.array(answerView).nullable(),
}

export const generationView: z.ZodType<GenerationView> = z
  .object({ ...head, ...whole, answers: z.record(z.string(), answerView) })
  .openapi('Generation')

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
    notes: z
      .array(z.object({ code: z.enum(['revision_not_sent']), message: z.string() }))
      .openapi({ description: 'What you should know about it.' }),
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
    revision: z.int(),
    state: z.enum(PHASES),
    template_id: z.string(),
    template_name: z.string(),
    template_version: z.int(),
    document: z
      .object({ ...documentFields, url: z.string().openapi({ description: 'Where the file is.' }) })
      .nullable()
      .openapi({ description: 'Null while it is being made.' }),
  })
  .openapi('MadeDocument')

export const delegatedQuestionView: z.ZodType<DelegatedQuestion> = z
  .object({
    generation_id: z.uuid(),
    template_name: z.string(),
    requester: z.string(),
    to: z.string(),
    note: z.string().nullable(),
    at: z.iso.datetime(),
    state: z.enum(['open', 'closed']).openapi({ description: 'Closed: answered or taken back.' }),
    question: questionNow,
  })
  .openapi('DelegatedQuestion')

const listedGeneration: z.ZodType<ListedGeneration> = z
  .object({
    id: z.uuid(),
    requester: z.string(),
    template_id: z.string(),
    template_name: z.string().nullable(),
    template_version: z.int(),
    surface: z.string(),
    state: z.string(),
    next: z.string().nullable().openapi({ description: 'The question that is due; null in the review and after it.' }),
    document_id: z.string().nullable(),
    requested_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    confirmed_at: z.iso.datetime().nullable(),
    rendered_at: z.iso.datetime().nullable(),
    delivered_at: z.iso.datetime().nullable(),
    revision: z.int(),
  })
  .openapi('ListedGeneration')

export const generationListing = z
  .object({ data: z.array(listedGeneration), pagination, next_cursor: z.string().nullable() })
  .openapi('GenerationListing')
