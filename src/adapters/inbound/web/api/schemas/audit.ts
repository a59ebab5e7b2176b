/** Audit entries on the wire. */
import { z } from '@hono/zod-openapi'
import { SURFACES } from '../../../../../domain/kernel/event.ts'

const auditEntry = z
  .object({
    id: z.string(),
    stream: z.string().openapi({ example: 'generation-5f29e636-54e4-5c87-b6ea-18c4d6ddb1f5' }),
    revision: z.int(),
    type: z.string().openapi({ example: 'AnswerProvided' }),
    actor: z.string(),
    actor_name: z.string().nullable().openapi({
      description: 'What the person or key is called now; null for DocGen itself, or when the name was erased.',
    }),
    surface: z.enum(SURFACES),
    at: z.iso.datetime(),
    version: z.int(),
    data: z.unknown().openapi({ description: 'Values of answers only where you may see the generation’s answers.' }),
    command_id: z.string(),
    correlation_id: z.string(),
    causation_id: z.string(),
  })
  .openapi('AuditEntry')

export const auditPage = z
  .object({ data: z.array(auditEntry), next_cursor: z.string().nullable() })
  .openapi('AuditPage')
