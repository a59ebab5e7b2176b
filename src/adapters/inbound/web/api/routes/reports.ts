/** Reports, as JSON or CSV. */
import { z } from '@hono/zod-openapi'
import type { App } from '../../../../../ports/app.ts'
import type { Api } from '../api-types.ts'
import { addOperation } from '../operation.ts'
import { durationsRow, funnelRow, usageRow } from '../schemas/report.ts'
import { lineSchema } from '../schemas/text.ts'
import { reportResponses, respondWithReport } from './report-response.ts'
import { getDurationsReport } from '../../../../../queries/reports/get-durations-report.ts'
import { getFunnelReport } from '../../../../../queries/reports/get-funnel-report.ts'
import { getUsageReport } from '../../../../../queries/reports/get-usage-report.ts'

const from = z.iso.date().optional().openapi({ description: 'The first day, in UTC.', example: '2026-11-01' })
const to = z.iso.date().optional().openapi({ description: 'The last day, in UTC.', example: '2026-11-30' })
const template_id = lineSchema(60).optional().openapi({ description: 'Of one template.' })
const format = z.enum(['json', 'csv']).optional().openapi({ description: 'Or ask for text/csv with Accept.' })
const range = z.object({ from, to, template_id, format })
const version = z.coerce.number().int().min(1).max(1_000_000).optional().openapi({ description: 'Of one version.' })

export function addReportRoutes(api: Api, app: Pick<App, 'readDatabase' | 'aggregates' | 'clock'>): void {
  const tags = ['Reports']

  addOperation(
    api,
    { role: 'reporter' },
    {
      method: 'get',
      path: '/api/v1/reports/usage',
      operationId: 'getUsageReport',
      tags,
      summary: 'How often each step happened, by template and UTC day',
      request: { query: range },
      responses: reportResponses(usageRow),
    },
    async (c) => {
      const query = c.req.valid('query')
      return respondWithReport(c, query.format, 'usage', await getUsageReport(app, query, c.get('caller')), [
        'day',
        'template_id',
        'template_name',
        'requested',
        'confirmed',
        'rendered',
        'delivered',
        'failed',
        'cancelled',
        'expired',
      ])
    },
  )

  addOperation(
    api,
    { role: 'reporter' },
    {
      method: 'get',
      path: '/api/v1/reports/funnel',
      operationId: 'getFunnelReport',
      tags,
      summary: 'At which question people give up',
      request: { query: z.object({ template_id, template_version: version, format }) },
      responses: reportResponses(funnelRow),
    },
    async (c) => {
      const query = c.req.valid('query')
      return respondWithReport(c, query.format, 'funnel', await getFunnelReport(app, query, c.get('caller')), [
        'template_id',
        'template_name',
        'template_version',
        'question',
        'label',
        'reached',
        'passed',
        'given_up',
        'not_understood',
        'waiting',
      ])
    },
  )

  addOperation(
    api,
    { role: 'reporter' },
    {
      method: 'get',
      path: '/api/v1/reports/durations',
      operationId: 'getDurationsReport',
      tags,
      summary: 'How long each step takes, in seconds, by template',
      request: { query: range },
      responses: reportResponses(durationsRow),
    },
    async (c) => {
      const query = c.req.valid('query')
      return respondWithReport(c, query.format, 'durations', await getDurationsReport(app, query, c.get('caller')), [
        'template_id',
        'template_name',
        'requested',
        'answering.p50',
        'answering.p95',
        'rendering.p50',
        'rendering.p95',
        'fetching.p50',
        'fetching.p95',
      ])
    },
  )
}
