/** The audit. */
import { z } from '@hono/zod-openapi'
import type { Caller } from '../../../../../domain/kernel/access.ts'
import type { NamedAuditPage } from '../../../../../queries/reports/read-audit-values.ts'
import type { ReadAudit } from '../../../../../queries/reports/read-audit.ts'
import type { Api } from '../api-types.ts'
import { jsonResponse, addOperation } from '../operation.ts'
import { auditPage } from '../schemas/audit.ts'
import { limitQuery, lineSchema } from '../schemas/text.ts'

const filter = z.object({
  stream: lineSchema(300)
    .optional()
    .openapi({ description: 'What it happened to.', example: 'template-default-cover-letter' }),
  actor: lineSchema(200).optional().openapi({ description: 'The id of who did it.' }),
  type: lineSchema(100).optional().openapi({ description: 'What happened.', example: 'AnswerProvided' }),
  from: lineSchema(40)
    .optional()
    .openapi({ description: 'From this day or instant on; UTC where it names no zone.', example: '2026-11-21' }),
  to: lineSchema(40)
    .optional()
    .openapi({ description: 'Up to and including this day or instant; UTC where it names no zone.' }),
  cursor: lineSchema(1000).optional().openapi({ description: 'The next_cursor of the page before.' }),
  limit: limitQuery,
})

export function addAuditRoute(api: Api, read: (filter: ReadAudit, caller: Caller) => Promise<NamedAuditPage>): void {
  addOperation(
    api,
    { role: 'auditor' },
    {
      method: 'get',
      path: '/api/v1/audit',
      operationId: 'listAuditEntries',
      tags: ['Audit'],
      summary: 'Every event, the newest first: who, what, when, from where, with its command and cause',
      request: { query: filter },
      responses: { 200: jsonResponse('A page of entries', auditPage) },
    },
    async (c) => c.json(await read(c.req.valid('query'), c.get('caller')), 200),
  )
}
