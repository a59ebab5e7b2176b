/** Generations on the wire. */
import { z } from '@hono/zod-openapi'
import type { AnswerValue } from '../../../../../domain/questions/answer.ts'
import { NOT_CARRIED_REASONS } from '../../../../../domain/interview/carry-over.ts'
import { FORMATS, KINDS } from '../../../../../domain/questions/question.ts'
import type { DelegatedQuestion } from '../../../../../queries/generation/get-delegated-question.ts'
import type { ListedGeneration } from '../../../../../queries/generation/list-generations.ts'
import type { NotCarriedView } from '../../../../../queries/generation/present-not-carried.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../../queries/generation/generation-view.ts'
import { choice, defaultValue, limits, questionView } from './question.ts'
import { pagination } from './text.ts'

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

const erased = z
  .object({ erased: z.literal(true) })
  .openapi('Erased', { description: 'Stands where a value was whose key has been destroyed.' })

const picture = z.object({ media_type: z.enum(['image/png', 'image/jpeg']), data: z.string() })

const answerValue: z.ZodType<AnswerValue> = z
  .union([
    z.string(),
    z.boolean(),
    z.array(z.string()),
    picture,
    z.array(
      z.record(
        z.string(),
        z.lazy(() => answerValue),
      ),
    ),
  ])
  .openapi('AnswerValue', {
    description:
      'Dates as 2026-11-21; numbers and money as decimal strings; yes/no as booleans; choices by value; ' +
      'lists as arrays of items.',
  })

const inList = {
  list: z.string().optional().openapi({ description: 'The address of the list whose item this is about.' }),
  item: z.string().optional(),
  ordinal: z.int().optional().openapi({ description: 'The number of the item, from 1.' }),
}

const questionNow: z.ZodType<QuestionView> = z
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
    fields: z.array(questionView).optional(),
    example: z.string(),
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
    waits_for: z.string().optional().openapi({ description: 'The colleague whose answer is waited for.' }),
  })
  .openapi('QuestionNow')

const notCarried: z.ZodType<NotCarriedView> = z
  .object({
    name: z
      .string()
      .openapi({ description: 'The question’s name then; of a field of a list items.price, whatever the row.' }),
    label: z.string(),
    reason: z.enum(NOT_CARRIED_REASONS),
    rows: z
      .int()
      .optional()
      .openapi({ description: 'In how many rows, for a field of a list; how many rows, for a list.' }),
    why: z.string().openapi({ description: 'The reason in a sentence.' }),
  })
  .openapi('NotCarried')

const answerView: z.ZodType<AnswerView> = z
  .object({
    name: z.string(),
    kind: z.enum(KINDS),
    label: z.string(),
    value: z.union([answerValue, erased, z.null()]),
    shown: z.string().openapi({ description: 'As the document prints it.' }),
    skipped: z.boolean(),
    required: z.boolean(),
    revision: z.int(),
    at: z.iso.datetime(),
    actor: z.string(),
    carried: z
      .boolean()
      .openapi({ description: 'Given earlier and used again without being asked: worth a second look.' }),
    ...inList,
  })
  .openapi('Answer')

export const generationView: z.ZodType<GenerationView> = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    template_id: z.string(),
    template_name: z.string(),
    template_version: z.int(),
    state: z.enum(PHASES),
    requester: z.string(),
    locale: z.string(),
    zone: z.string(),
    requested_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    copied_from: z.string().nullable(),
    not_carried: z
      .array(notCarried)
      .openapi({ description: 'Answers of the one it was copied from that could not be taken along, and why.' }),
    progress: z.object({ answered: z.int(), open: z.int() }),
    answers: z.record(z.string(), answerView),
    question: questionNow.nullable(),
    review: z.array(answerView).nullable(),
    document: z
      .object({
        id: z.uuid(),
        file_name: z.union([z.string(), erased]),
        media_type: z.string(),
        size: z.int(),
        sha256: z.union([z.string(), erased]),
      })
      .nullable(),
    failure: z.object({ reason: z.string(), message: z.union([z.string(), erased]) }).nullable(),
    delegations: z
      .array(z.object({ name: z.string(), label: z.string(), to: z.string(), at: z.iso.datetime() }))
      .openapi({ description: 'The questions that are with colleagues now.' }),
    corrections: z
      .array(z.object({ name: z.string(), label: z.string(), shown: z.string() }))
      .openapi({ description: 'Changes of answers that wait for the person’s word.' }),
  })
  .openapi('Generation')

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
