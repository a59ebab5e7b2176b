/** The error envelope, and the same as a problem of RFC 9457. */
import { z } from '@hono/zod-openapi'
import { ERROR_CODES } from '../document/error-catalogue.ts'

const fields = {
  code: z.enum(ERROR_CODES).openapi({ description: 'For programs. New ones may come within a status.' }),
  message: z.string().openapi({
    description: 'A sentence for a person that says what to do.',
    example: 'There is no such template.',
  }),
  details: z
    .record(z.string(), z.unknown())
    .openapi({ description: 'The places: field, both values, the mistakes of a template…' }),
  request_id: z.string().openapi({ description: 'What operators find in logs and the audit.' }),
  timestamp: z.iso.datetime().openapi({ description: 'When it was answered.', example: '2026-11-21T10:00:00.000Z' }),
}

export const errorSchema = z
  .object({ error: z.object(fields).openapi({ description: 'What went wrong.' }) })
  .openapi('Error', { description: 'An error as JSON.' })

export const problemSchema = z
  .object({
    type: z.string().openapi({ description: 'Names the code.', example: 'urn:docgen:error:not_found' }),
    title: z.string().openapi({ description: 'The code in words.', example: 'not found' }),
    status: z.int().openapi({ description: 'The status of the response.', example: 404 }),
    detail: z.string().openapi({ description: 'As `message`.' }),
    instance: z.string().openapi({ description: 'Names the request.', example: 'urn:docgen:request:5f29e636' }),
    ...fields,
  })
  .openapi('Problem', {
    description: 'An error as a problem of RFC 9457, where `Accept` prefers `application/problem+json`.',
  })
