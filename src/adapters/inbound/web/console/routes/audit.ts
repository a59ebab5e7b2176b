/** The pages for auditors: the audit and its export, causes, a generation's timeline, and how it was at any moment. */
import { Hono } from 'hono'
import { hasRole } from '../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../ports/app.ts'
import { causesOf } from '../../../../../queries/audit/causes.ts'
import { EXPORT_FORMATS } from '../../../../../queries/audit/export-audit.ts'
import {
  choicesMeant,
  offerPeople,
  offerTemplates,
  type FilterChoice,
} from '../../../../../queries/audit/filter-choices.ts'
import { tellAudit } from '../../../../../queries/audit/tell-audit.ts'
import { getGenerationAt } from '../../../../../queries/audit/get-generation-at.ts'
import { getTimeline } from '../../../../../queries/audit/get-timeline.ts'
import { MAX_LIMIT } from '../../../../../queries/paging.ts'
import { auditExportResponse } from '../../shared/audit-export.ts'
import type { SecurityNotes } from '../../shared/security-notes.ts'
import type { ConsoleEnv, PageContext } from '../env.ts'
import { requireAnyRole } from '../session.ts'
import { asItWasPage } from '../views/pages/audit/as-it-was-page.ts'
import { FILTER_FIELDS, offeredOptions, type FilterFields } from '../views/pages/audit/audit-filters.ts'
import { auditPage, type UnclearName } from '../views/pages/audit/audit-page.ts'
import { causesPage } from '../views/pages/audit/causes-page.ts'
import { timelinePage } from '../views/pages/audit/timeline-page.ts'

export function auditRoutes(app: App, notes: SecurityNotes): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const auditor = requireAnyRole(notes, 'auditor')

  routes.get('/audit', auditor, async (c) => {
    const { session } = c.var
    const asked = await filterAsked(app, c)
    const audit =
      asked.unclear.length > 0
        ? undefined
        : await tellAudit(
            app,
            { ...asked.filter, cursor: c.req.query('cursor'), limit: 50, reveal: asked.fields.reveal !== '' },
            session.caller,
          )
    await notes.generationsRead(c, 'console', session.caller, audit?.revealed ?? [])
    const { fields, unclear, filter: exported } = asked
    return c.html(auditPage({ session, audit, fields, unclear, exported }))
  })

  routes.get('/audit/offers', auditor, async (c) => {
    const { person, template = '' } = c.req.query()
    const { tenant } = c.var.session.caller
    const search = (person ?? template).trim().slice(0, 200)
    return c.html(offeredOptions(await (person === undefined ? offerTemplates : offerPeople)(app, search, tenant)))
  })

  routes.get('/audit/export', auditor, async (c) => {
    const { format, cursor, ...filter } = c.req.query()
    const known = EXPORT_FORMATS.find((one) => one === format) ?? 'csv'
    return auditExportResponse(app, { ...filter, format: known, cursor }, c.var.session.caller)
  })

  routes.get('/audit/causes', auditor, async (c) => {
    const { session } = c.var
    const correlation_id = (c.req.query('correlation_id') ?? '').slice(0, 200)
    const page = await tellAudit(app, { correlation_id, limit: MAX_LIMIT }, session.caller)
    return c.html(causesPage(session, correlation_id, causesOf(page.data.toReversed()), page.next_cursor === null))
  })

  routes.get('/generations/:id/timeline', async (c) => {
    const { session } = c.var
    const timeline = await getTimeline(app, c.req.param('id'), session.caller)
    return c.html(timelinePage(session, timeline, hasRole(session.caller, 'auditor')))
  })

  routes.get('/generations/:id/as-it-was', async (c) => {
    const { session } = c.var
    const [id, at = ''] = [c.req.param('id'), c.req.query('at')]
    const then = await getGenerationAt(app, id, { at: at === '' ? TODAY : at, zone: session.zone }, session.caller)
    const { generation } = then
    const { steps } = await getTimeline(app, id, session.caller)
    const actors = Object.values(generation.answers).map(({ actor }) => actor)
    const names = await app.people.namesOf([...new Set(actors)])
    return c.html(asItWasPage({ session, then, step: steps[generation.revision], names }))
  })

  return routes
}

/** A revision after all others. */
const TODAY = '999999999'

/** What the form asks for: names become ids, days lie in the reader's zone. */
async function filterAsked(app: App, c: PageContext) {
  const { caller, zone } = c.var.session
  const fields = Object.fromEntries(
    FILTER_FIELDS.map((name) => [name, (c.req.query(name) ?? '').trim().slice(0, 300)]),
  ) as FilterFields
  const [person, template] = await Promise.all([
    meant('person', fields.person, (text) => offerPeople(app, text, caller.tenant)),
    meant('template', fields.template, (text) => offerTemplates(app, text, caller.tenant)),
  ])
  const given = {
    person: person.id,
    template_id: template.id,
    generation_id: generationNamed(fields.conversation),
    type: fields.type,
    surface: fields.surface,
    correlation_id: fields.correlation_id,
    from: fields.from,
    to: fields.to,
    zone,
  }
  return {
    // Whoever came by a link with an id sees the name in the form.
    fields: { ...fields, person: person.shown, template: template.shown },
    unclear: [...person.unclear, ...template.unclear],
    filter: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')),
  }
}

async function meant(
  field: UnclearName['field'],
  text: string,
  offer: (text: string) => Promise<readonly FilterChoice[]>,
): Promise<{ readonly id: string; readonly shown: string; readonly unclear: readonly UnclearName[] }> {
  if (text === '') return { id: '', shown: '', unclear: [] }
  const choices = choicesMeant(await offer(text), text)
  const [only, ...others] = choices
  return only === undefined || others.length > 0
    ? { id: '', shown: text, unclear: [{ field, text, choices }] }
    : { id: only.id, shown: text === only.id ? only.name : text, unclear: [] }
}

/** The id in what was pasted: an id, an address of a page, or a stream. */
const generationNamed = (text: string): string =>
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0].toLowerCase() ?? text
