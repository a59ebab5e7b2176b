/** Audit entries on the wire. */
import { z } from '@hono/zod-openapi'
import { nextCursor, orNull } from './text.ts'
import { SURFACES } from '../../../../../domain/kernel/event.ts'

const namedChange = z
  .object({
    what: z.string().openapi({ description: 'The question’s label, or the setting.', example: 'Delivery date' }),
    before: z.string().nullable().describe('Null where there was nothing.'),
    after: z.string().nullable().describe('Null where there is nothing any more.'),
  })
  .openapi('AuditChange', { description: 'One thing that an event changed, as people read it.' })

const auditTemplate = z
  .object({
    id: z.string().describe('The template’s id.'),
    name: z.string().nullable().describe('What it is called now; null where that is not known yet.'),
  })
  .openapi('AuditTemplate', { description: 'A template with its name.' })

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
    sentence: z.string().openapi({
      description: 'What happened, in English, with the names of today; `(erased)` for a name that was erased.',
      example: 'Ada Byron answered “Delivery date” in “Offer” (12 May → 14 May)',
    }),
    changes: z.array(namedChange).describe('What was another before; of answers only with `reveal`.'),
    template: orNull(auditTemplate).describe('The template that it is about, also where it happened in a generation.'),
    generation_id: z.string().nullable().describe('The generation that it is about.'),
    surface: z.enum(SURFACES).describe('Where it came from.'),
    at: z.iso.datetime().describe('When it was recorded.'),
    version: z.int().describe('Of the event’s form.'),
    data: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'The event’s fields; sealed ones only with `reveal`.' }),
    command_id: z.string().describe('The command that it came from; events of one command share it.'),
    correlation_id: z.string().describe('The `X-Request-Id` of what began it, or its counterpart elsewhere.'),
    causation_id: z.string().describe('What caused it directly: a command or an event.'),
  })
  .openapi('AuditEntry', { description: 'One event: who did what, when, from where.' })

export const auditPage = z
  .object({ data: z.array(auditEntry).describe('The newest first.'), next_cursor: nextCursor })
  .openapi('AuditPage', { description: 'A page of the audit.' })
