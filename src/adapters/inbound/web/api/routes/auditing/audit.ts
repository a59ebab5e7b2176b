/** The audit. */
import { z } from '@hono/zod-openapi'
import type { Caller } from '../../../../../../domain/kernel/access.ts'
import { SURFACES } from '../../../../../../domain/kernel/event.ts'
import type { NamesDeps } from '../../../../../../queries/audit/entry-names.ts'
import { EXPORT_FORMATS } from '../../../../../../queries/audit/export-audit.ts'
import type { TellAudit, ToldPage } from '../../../../../../queries/audit/tell-audit.ts'
import { sentenceText } from '../../../../../../queries/audit/sentences/sentence.ts'
import type { Api } from '../../api-types.ts'
import { surfaceOf } from '../../../shared/security-source.ts'
import { fileResponse, jsonResponse, addOperation } from '../../operation.ts'
import { auditExportResponse, EXPORT_TYPES } from '../../../shared/audit-export.ts'
import { auditPage } from '../../schemas/audit.ts'
import { limitQuery, lineSchema } from '../../schemas/text.ts'

const idQuery = (description: string) => lineSchema(200).optional().openapi({ description })

/** The filters of the audit and of its export. */
const auditFilterQuery = {
  stream: lineSchema(300)
    .optional()
    .openapi({ description: 'The stream that it happened in.', example: 'template-default-cover-letter' }),
  actor: idQuery('The id of who did it.'),
  person: idQuery('The id of who did it, or whom it is about.'),
  type: lineSchema(100).optional().openapi({
    description: 'What happened: a type of event, or a group: conversations, messages, templates, accounts.',
    example: 'AnswerProvided',
  }),
  template_id: idQuery('A template: what happened to it, and in its conversations.'),
  generation_id: idQuery('A generation: what happened in it, and who else looked at it.'),
  surface: z.enum(SURFACES).optional().openapi({ description: 'Where it came from.' }),
  correlation_id: idQuery('All that followed from one request.'),
  command_id: idQuery('All that one command did.'),
  from: lineSchema(40)
    .optional()
    .openapi({ description: 'From this day or instant on, in `zone` where it names none.', example: '2026-11-21' }),
  to: lineSchema(40)
    .optional()
    .openapi({ description: 'Up to and including this day or instant, in `zone` where it names none.' }),
  zone: lineSchema(60)
    .optional()
    .openapi({ description: 'The time zone of `from` and `to`; UTC where left out.', example: 'Europe/Berlin' }),
}

const cursor = lineSchema(1000).optional()

const filter = z.object({
  ...auditFilterQuery,
  reveal: z.enum(['true', 'false']).optional().openapi({
    description:
      'Also shows answers and file names, of generations that you may read. A look at somebody else’s is recorded.',
  }),
  cursor: cursor.openapi({ description: 'The next_cursor of the page before.' }),
  limit: limitQuery,
})

const exported = z.object({
  ...auditFilterQuery,
  format: z.enum(EXPORT_FORMATS).default('jsonl').openapi({ description: 'JSON Lines, or CSV (RFC 4180).' }),
  cursor: cursor.openapi({ description: 'That of the last line that came: goes on after it, a CSV without a head.' }),
})

/** The whole audit as a file. */
export function addAuditExportRoute(api: Api, deps: NamesDeps): void {
  addOperation(
    api,
    { role: 'auditor' },
    {
      method: 'get',
      path: '/api/v1/audit/export',
      operationId: 'exportAudit',
      tags: ['Audit'],
      summary: 'The audit as JSON Lines or CSV, the oldest first, of any size; goes on where it broke off',
      request: { query: exported },
      responses: { 200: fileResponse('The file, sent as it is read', Object.values(EXPORT_TYPES)) },
    },
    async (c) => auditExportResponse(deps, c.req.valid('query'), c.get('caller')),
  )
}

export function addAuditRoute(api: Api, read: (filter: TellAudit, caller: Caller) => Promise<ToldPage>): void {
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
    async (c) => {
      const { reveal, ...query } = c.req.valid('query')
      const { revealed, data, next_cursor } = await read({ ...query, reveal: reveal === 'true' }, c.get('caller'))
      await c.get('notes').generationsRead(c, surfaceOf(c), c.get('caller'), revealed)
      return c.json(
        { data: data.map((entry) => ({ ...entry, sentence: sentenceText(entry.sentence) })), next_cursor },
        200,
      )
    },
  )
}
