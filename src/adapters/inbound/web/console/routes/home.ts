/** Where people begin: templates to use, and conversations to go on with. */
import { Hono } from 'hono'
import { hasRole } from '../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../ports/app.ts'
import { listDelegatedToMe } from '../../../../../queries/generation/list-delegated-to-me.ts'
import { listGenerations } from '../../../../../queries/generation/list-generations.ts'
import { listSeenTemplates } from '../../../../../queries/template/access-filter.ts'
import { listTemplates } from '../../../../../queries/template/list-templates.ts'
import type { ConsoleEnv } from '../env.ts'
import { pageNumber } from '../forms/page-number.ts'
import { guestPage } from '../views/pages/access/guest-page.ts'
import { homePage } from '../views/pages/home-page.ts'

export function homeRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/', async (c) => {
    const { caller } = c.var.session
    if (!hasRole(caller, 'guest')) return c.redirect(hasRole(caller, 'auditor') ? '/audit' : '/reports', 303)
    const delegated = await listDelegatedToMe(app, caller)
    if (!hasRole(caller, 'requester')) return c.html(guestPage(c.var.session, delegated))
    const search = c.req.query('search') ?? ''
    const own = { requester: 'me' } as const
    const [templates, generations, drafts, sees_others] = await Promise.all([
      listTemplates(app, { search, state: 'published', page: pageNumber(c), limit: 24 }, caller),
      listGenerations(app, { ...own, limit: 20 }, caller),
      Promise.all(
        (['asking', 'reviewing', 'confirmed'] as const).map((state) =>
          listGenerations(app, { ...own, state, limit: 20 }, caller),
        ),
      ),
      hasRole(caller, 'admin') || listSeenTemplates(app.readDatabase, caller).then(({ length }) => length > 0),
    ])
    const open = drafts.flatMap(({ data }) => data).toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))
    const seen = new Set(open.map(({ id }) => id))
    return c.html(
      homePage({
        session: c.var.session,
        templates,
        search,
        delegated,
        sees_others,
        open,
        done: generations.data.filter(({ id }) => !seen.has(id)),
      }),
    )
  })
  return routes
}
