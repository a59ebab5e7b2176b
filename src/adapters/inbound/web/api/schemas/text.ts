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
  .openapi({ example: 'cover-letter' })

export const uuidParam = z.uuid()

/** The address of a question, as it stands in `question.name`. */
export const addressParam = z.string().min(1).max(1000).openapi({ example: 'items.1.quantity' })

/** How many rows a page has. */
export const limitQuery = z.coerce.number().int().min(1).max(MAX_LIMIT).default(DEFAULT_LIMIT)

export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: limitQuery,
}

export const pagination = z
  .object({
    page: z.int(),
    limit: z.int(),
    total: z.int(),
  })
  .openapi('Pagination')
