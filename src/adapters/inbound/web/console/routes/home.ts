/** Where people begin: templates to use, and conversations to go on with. */
import { Hono } from 'hono'
import { hasRole } from '../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../ports/app.ts'
import { listDelegatedToMe } from '../../../../../queries/generation/list-delegated-to-me.ts'
import { listGenerations } from '../../../../../queries/generation/list-generations.ts'
import { listTemplates } from '../../../../../queries/template/list-templates.ts'
import type { ConsoleEnv } from '../env.ts'
import { pageNumber } from '../forms/page-number.ts'
import { homePage } from '../views/pages/home-page.ts'

export function homeRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/', async (c) => {
    const { caller } = c.var.session
    if (!hasRole(caller, 'requester')) return c.redirect(hasRole(caller, 'auditor') ? '/audit' : '/reports', 303)
    const search = c.req.query('search') ?? ''
    const own = { requester: caller.actor }
    const [templates, generations, drafts, delegated] = await Promise.all([
      listTemplates(app, { search, state: 'published', page: pageNumber(c), limit: 24 }, caller),
      listGenerations(app, { ...own, limit: 20 }, caller),
      Promise.all(
        (['asking', 'reviewing', 'confirmed'] as const).map((state) =>
          listGenerations(app, { ...own, state, limit: 20 }, caller),
        ),
      ),
      listDelegatedToMe(app, caller),
    ])
    const open = drafts.flatMap(({ data }) => data).toSorted((a, b) => b.updated_at.localeCompare(a.updated_at))
    const seen = new Set(open.map(({ id }) => id))
    return c.html(
      homePage({
        session: c.var.session,
        templates,
        search,
        delegated,
        open,
        done: generations.data.filter(({ id }) => !seen.has(id)),
      }),
    )
  })
  return routes
}
