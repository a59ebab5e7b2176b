/** What operators see, on the wire. */
import { z } from '@hono/zod-openapi'
import type { ProjectionStatus } from '../../../../../queries/operations/get-projections-status.ts'

export const projectionStatus: z.ZodType<ProjectionStatus> = z
  .object({
    name: z.string(),
    version: z.int(),
    position: z.string().nullable(),
    handled: z.int(),
    caught_up: z.boolean(),
    behind: z.int(),
    rate: z.number().openapi({ description: 'Events per second.' }),
    updated_at: z.iso.datetime(),
    holder: z
      .string()
      .nullable()
      .openapi({ description: 'The instance that moves it, as host:process; null while none does.' }),
    parked: z.int().openapi({ description: 'Streams set aside.' }),
    rebuild: z
      .object({ handled: z.int(), total: z.int() })
      .nullable()
      .openapi({ description: 'A rebuild beside it, while there is one.' }),
  })
  .openapi('ProjectionStatus')

export const parkedRow = z
  .object({
    id: z.string().openapi({ description: 'What …/parked/{id}/retry takes.' }),
    kind: z.enum(['generation', 'stream']),
    /** The stream that waits. */
    stream: z.string(),
    /**
     * The read model or process that could not take it; null for a document that could not be made, and a post that
     * could not be delivered.
     */
    subscription: z.string().nullable(),
    template_id: z.string().nullable(),
    error: z.string(),
    events: z.int().openapi({ description: 'Events that wait.' }),
    retrying: z.boolean(),
    since: z.iso.datetime(),
  })
  .openapi('Parked')
