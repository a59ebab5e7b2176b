/** What operators see, on the wire. */
import { z } from '@hono/zod-openapi'
import type { SlackFinding } from '../../../../../../ports/slack/slack-check.ts'
import type { ProjectionStatus } from '../../../../../../queries/operations/get-projections-status.ts'

export const projectionStatus: z.ZodType<ProjectionStatus> = z
  .object({
    name: z.string().describe('What …/projections/{name}/rebuild takes.'),
    version: z.int().describe('Of what it makes of events.'),
    position: z.string().nullable().describe('Of the last event it handled; null before the first.'),
    handled: z.int().describe('Events handled.'),
    caught_up: z.boolean().describe('Whether it has handled all that there is.'),
    behind: z.int().describe('Events that it has still to handle.'),
    rate: z.number().openapi({ description: 'Events per second.' }),
    updated_at: z.iso.datetime().describe('When it moved last.'),
    holder: z
      .string()
      .nullable()
      .openapi({ description: 'The instance that moves it, as host:process; null while none does.' }),
    parked: z.int().openapi({ description: 'Streams set aside.' }),
    rebuild: z
      .object({ handled: z.int().describe('Events handled.'), total: z.int().describe('Events in all.') })
      .nullable()
      .openapi({ description: 'A rebuild beside it, while there is one.' }),
  })
  .openapi('ProjectionStatus', { description: 'How far a read model or process has come.' })

export const parkedRow = z
  .object({
    id: z.string().openapi({ description: 'What …/parked/{id}/retry takes.' }),
    kind: z.enum(['generation', 'stream']).describe('What is set aside.'),
    stream: z.string().describe('The stream that waits.'),
    subscription: z
      .string()
      .nullable()
      .openapi({
        description:
          'The read model or process that could not take it; null for a document that could not be made, and a post ' +
          'that could not be delivered.',
      }),
    template_id: z.string().nullable().describe('The template; null for a stream.'),
    error: z.string().describe('Why, in a sentence.'),
    events: z.int().openapi({ description: 'Events that wait.' }),
    retrying: z.boolean().describe('Whether it is being tried again.'),
    since: z.iso.datetime().describe('When it was set aside.'),
  })
  .openapi('Parked', { description: 'What waits for an operator.' })

export const slackFinding: z.ZodType<SlackFinding> = z
  .object({
    what: z.string().describe('What was looked at.'),
    outcome: z.enum(['ok', 'wrong', 'unknown']).describe('`unknown`: it cannot be told from here, and is no fault.'),
    found: z.string().describe('What was found.'),
    remedy: z.string().nullable().describe('What to do; null where nothing is to be done.'),
  })
  .openapi('SlackFinding', { description: 'One part of the set-up of Slack.' })
