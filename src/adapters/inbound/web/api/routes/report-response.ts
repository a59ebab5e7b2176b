/** A report as JSON or CSV. */
import { z } from '@hono/zod-openapi'
import type { ApiContext } from '../api-types.ts'
import { rowsOf } from '../schemas/text.ts'
import { preferredType } from '../../shared/preferred-type.ts'
import { attachmentHeaders } from '../../shared/content-disposition.ts'
import { describeHeaders } from '../document/described-headers.ts'
import { formatCsv, type Cell } from '../../../../../queries/csv.ts'

const csv = z.string().openapi({
  description:
    'The same rows (RFC 4180), with a head of the members’ names (`answering_p50` for `answering.p50`), where ' +
    '`format` or `Accept` asks for it. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
})

/** A report for `responses`. */
export const reportResponses = <T extends z.ZodType>(row: T) => ({
  200: {
    description: 'The report',
    headers: describeHeaders('Content-Disposition'),
    content: {
      'application/json': { schema: rowsOf(row) },
      'text/csv': { schema: csv },
    },
  },
})

/** `columns` are paths into a row: `answering.p50`. */
export function respondWithReport(
  c: ApiContext,
  asked: 'json' | 'csv' | undefined,
  name: string,
  report: { readonly data: readonly object[] },
  columns: readonly string[],
): Response {
  const csv =
    asked === undefined
      ? preferredType(c.req.header('accept'), ['application/json', 'text/csv']) === 'text/csv'
      : asked === 'csv'
  if (!csv) return c.json(report, 200, { vary: 'accept' })
  const rows = report.data.map((row) => columns.map((path) => cellAt(row, path)))
  return c.body(
    formatCsv(
      columns.map((path) => path.replaceAll('.', '_')),
      rows,
    ),
    200,
    { ...attachmentHeaders(`${name}.csv`, 'text/csv; charset=utf-8'), vary: 'accept' },
  )
}

const cellAt = (row: object, path: string): Cell =>
  path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], row) as Cell
