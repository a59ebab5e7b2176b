/** The error envelope. */
import { z } from '@hono/zod-openapi'

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().openapi({ example: 'conflict' }),
      message: z.string().openapi({ description: 'A sentence for a person that says what to do.' }),
      details: z
        .record(z.string(), z.unknown())
        .openapi({ description: 'The places: field, both values, the mistakes of a template…' }),
      request_id: z.string(),
      timestamp: z.iso.datetime(),
    }),
  })
  .openapi('Error')
