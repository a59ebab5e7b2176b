/** Answers on the wire. */
import { z } from '@hono/zod-openapi'
import type { PictureReference, ShownValue } from '../../../../../domain/questions/answer.ts'
import { NOT_CARRIED_REASONS } from '../../../../../domain/interview/carry-over.ts'
import { KINDS } from '../../../../../domain/questions/question.ts'
import { nextCursor } from './text.ts'
import type { NotCarriedView } from '../../../../../queries/generation/present-not-carried.ts'
import type { AnswerView } from '../../../../../queries/generation/generation-view.ts'

export const erased = z
  .object({ erased: z.literal(true).describe('Always true.') })
  .openapi('Erased', { description: 'Stands where a value was whose key has been destroyed.' })

const picture: z.ZodType<PictureReference> = z
  .object({
    media_type: z.enum(['image/png', 'image/jpeg']).describe('Of the file.'),
    size: z.int().openapi({ description: 'Of the file, in bytes.' }),
    width: z.int().optional().openapi({ description: 'Of the upright picture, in pixels.' }),
    height: z.int().optional().describe('In pixels.'),
    sha256: z.string().openapi({ description: 'Of the file, in hex.' }),
    file_name: z.string().optional().describe('As its person called it.'),
    address: z.string().optional().openapi({
      description: 'Where it is read: GET /api/v1/generations/{id}/pictures/{sha256}.',
    }),
  })
  .openapi('Picture', {
    description:
      'A picture that was answered. Sent as an answer, here or to another generation, it stands for that picture. ' +
      'New pictures are sent as `{ media_type, data, file_name }` with `data` in base64, or as a form with the file.',
  })

/** Words that stand as they are. */
export const asWritten = z
  .object({ as_written: z.string().min(1).max(50_000).describe('The words.') })
  .openapi('AsWritten', {
    description:
      'Words that stand as they are. Taken only where the kind of the question is a guess (`guessed`), after the ' +
      'same words were refused or instead of it.',
  })

/** Named, as every object among the values is, so that generated clients have a type for it. */
const listItem: z.ZodType<{ readonly [field: string]: ShownValue }> = z
  .record(
    z.string(),
    z.lazy(() => answerValue),
  )
  .openapi('ListItem', { description: 'One item of a list: the answers to its fields by name.' })

export const answerValue: z.ZodType<ShownValue> = z
  .union([
    z.string(),
    z.boolean(),
    asWritten,
    z.array(z.union([z.string(), asWritten, picture])),
    picture,
    z.array(listItem),
  ])
  .openapi('AnswerValue', {
    description:
      'Dates as 2026-11-21; numbers and money as decimal strings; yes/no as booleans; choices by value; ' +
      'lists as arrays of items; pictures by reference. Where the kind is a guess, also words as they are.',
  })

export const inList = {
  list: z.string().optional().openapi({ description: 'The address of the list whose item this is about.' }),
  item: z.string().optional().describe('The item’s id in the list.'),
  ordinal: z.int().optional().openapi({ description: 'The number of the item, from 1.' }),
}

export const notCarried: z.ZodType<NotCarriedView> = z
  .object({
    name: z
      .string()
      .openapi({ description: 'The question’s name then; of a field of a list items.price, whatever the row.' }),
    label: z.string().describe('The question for people.'),
    reason: z.enum(NOT_CARRIED_REASONS).describe('Why, for programs.'),
    rows: z
      .int()
      .optional()
      .openapi({ description: 'In how many rows, for a field of a list; how many rows, for a list.' }),
    why: z.string().openapi({ description: 'The reason in a sentence.' }),
  })
  .openapi('NotCarried', { description: 'An answer that a copy could not take along.' })

export const answerView: z.ZodType<AnswerView> = z
  .object({
    name: z.string().describe('The address of its question.'),
    kind: z.enum(KINDS).describe('Says which form the value has.'),
    label: z.string().describe('The question for people.'),
    value: z
      .union([answerValue, erased, z.null()])
      .describe('In wire form; null where it was skipped, `{"erased": true}` where it was erased.'),
    shown: z.string().openapi({ description: 'As its person writes it.' }),
    printed: z.string().optional().openapi({ description: 'As the document prints it, where that differs.' }),
    skipped: z.boolean().describe('Whether it was left out on purpose.'),
    required: z.boolean().describe('Whether it may not be skipped.'),
    revision: z.int().describe('What `revision` of an answer that replaces it takes.'),
    at: z.iso.datetime().describe('When it was given.'),
    actor: z.string().describe('Who gave it.'),
    carried: z
      .boolean()
      .openapi({ description: 'Given earlier and used again without being asked: worth a second look.' }),
    ...inList,
  })
  .openapi('Answer', { description: 'An answer that the document uses.' })

export const answerPage = z
  .object({
    data: z
      .array(answerView)
      .openapi({ description: 'The value of a list is null here: the fields of its items follow as answers.' }),
    next_cursor: nextCursor,
  })
  .openapi('AnswerPage', { description: 'A page of answers.' })
