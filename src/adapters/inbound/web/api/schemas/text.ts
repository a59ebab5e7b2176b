/** Texts and ids from outside, as far as they go into names, searches and addresses. */
import { z } from '@hono/zod-openapi'
import { MAX_TEMPLATE_ID_LENGTH, TEMPLATE_ID } from '../../../../../domain/template/template-id.ts'
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../../../../queries/paging.ts'

/** One line without control characters and half characters: databases and headers take nothing else. */
export const lineSchema = (max: number) =>
  z
    .string()
    .max(max)
    .refine(
      (text) => !/\p{Cc}|\p{Cs}/u.test(text),
      'It holds control characters or broken Unicode. Type it again instead of pasting it.',
    )

/** A template's id. An address with another one names nothing (404). */
export const templateIdParam = z
  .string()
  .regex(TEMPLATE_ID)
  .max(MAX_TEMPLATE_ID_LENGTH)
  .openapi({ description: 'The template’s id.', example: 'cover-letter' })

export const uuidParam = z.uuid().openapi({ description: 'The generation’s id.' })

/** The address of a question, as it stands in `question.name`. */
export const addressParam = z.string().min(1).max(1000).openapi({
  description: 'The address of the question: its name, or list.item.field inside a list.',
  example: 'items.1.quantity',
})

/** How many rows a page has. */
export const limitQuery = z.coerce
  .number()
  .int()
  .min(1)
  .max(MAX_LIMIT)
  .default(DEFAULT_LIMIT)
  .openapi({ description: 'How many rows a page has.' })

export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).openapi({ description: 'Which page, from 1.' }),
  limit: limitQuery,
}

export const pagination = z
  .object({
    page: z.int().describe('Which page, from 1.'),
    limit: z.int().describe('How many rows a page has.'),
    total: z.int().describe('How many rows there are in all.'),
  })
  .openapi('Pagination', { description: 'Where the page is among all rows.' })

/** Where the next page begins. */
export const nextCursor = z.string().nullable().describe('What `cursor` of the next page takes; null on the last one.')

/**
 * A named schema or null. `nullable()` would make the named schema itself nullable in the document, wherever it is
 * used.
 */
export const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()])

/** Rows without pages. */
export const rowsOf = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row).describe('The rows.') })
