/** Reports: usage, the funnel, durations. */
import { Hono } from 'hono'
import { hasRole } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { getDurationsReport } from '../../../../../queries/reports/get-durations-report.ts'
import { getFunnelReport } from '../../../../../queries/reports/get-funnel-report.ts'
import { listTemplates } from '../../../../../queries/template/list-templates.ts'
import { getUsageReport } from '../../../../../queries/reports/get-usage-report.ts'
import type { ConsoleEnv } from '../env.ts'
import type { SecurityNotes } from '../../shared/security-notes.ts'
import { requireAnyRole } from '../session.ts'
import { reportsPage } from '../views/pages/reports-page.ts'

const DAY_MS = 86_400_000

export function reportRoutes(app: App, notes: SecurityNotes): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/reports', requireAnyRole(notes, 'reporter'), async (c) => {
    const { caller } = c.var.session
    const today = app.clock.now().slice(0, 10)
    const range = {
      from: parseDay(c.req.query('from'), new Date(Date.parse(today) - 29 * DAY_MS).toISOString().slice(0, 10)),
      to: parseDay(c.req.query('to'), today),
      template_id: c.req.query('template') || undefined,
    }
    if (range.from > range.to)
      return unwrap(fail('invalid', 'The first day lies after the last one.', { field: 'from' }))
    const [usage, funnel, durations, templates] = await Promise.all([
      getUsageReport(app, range, caller),
      getFunnelReport(app, range, caller),
      getDurationsReport(app, range, caller),
      listTemplates(app, { purpose: 'report', limit: 100 }, caller),
    ])
    return c.html(
      reportsPage({
        session: c.var.session,
        range,
        usage: usage.data,
        funnel: funnel.data,
        durations: durations.data,
        templates: templates.data,
        maySeeMore: hasRole(caller, 'auditor'),
      }),
    )
  })

  return routes
}

const parseDay = (text: string | undefined, otherwise: string): string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : otherwise
