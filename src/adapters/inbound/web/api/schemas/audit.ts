/** Audit entries on the wire. */
import { z } from '@hono/zod-openapi'
import { nextCursor } from './text.ts'
import { SURFACES } from '../../../../../domain/kernel/event.ts'

const auditEntry = z
  .object({
    id: z.string().describe('The event’s id.'),
    stream: z
      .string()
      .openapi({ description: 'What it happened to.', example: 'generation-5f29e636-54e4-5c87-b6ea-18c4d6ddb1f5' }),
    revision: z.int().describe('Its number in the stream, from 0.'),
    type: z.string().openapi({ description: 'What happened.', example: 'AnswerProvided' }),
    actor: z.string().describe('The id of who did it.'),
    actor_name: z.string().nullable().openapi({
      description: 'What the person or key is called now; null for DocGen itself, or when the name was erased.',
    }),
    surface: z.enum(SURFACES).describe('Where it came from.'),
    at: z.iso.datetime().describe('When it was recorded.'),
    version: z.int().describe('Of the event’s form.'),
    data: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'Values of answers only where you may see the generation’s answers.' }),
    command_id: z.string().describe('The command that it came from; events of one command share it.'),
    correlation_id: z.string().describe('The `X-Request-Id` of what began it, or its counterpart elsewhere.'),
    causation_id: z.string().describe('What caused it directly: a command or an event.'),
  })
  .openapi('AuditEntry', { description: 'One event: who did what, when, from where.' })

export const auditPage = z
  .object({ data: z.array(auditEntry).describe('The newest first.'), next_cursor: nextCursor })
  .openapi('AuditPage', { description: 'A page of the audit.' })
