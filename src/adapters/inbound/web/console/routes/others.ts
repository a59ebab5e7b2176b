/** The conversations and documents of others that somebody may read. */
import { Hono } from 'hono'
import type { App } from '../../../../../ports/app.ts'
import { listGenerations } from '../../../../../queries/generation/list-generations.ts'
import type { ConsoleEnv } from '../env.ts'
import { pageNumber } from '../forms/page-number.ts'
import { othersPage } from '../views/pages/others/others-page.ts'

export function othersRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.get('/others', async (c) => {
    const template_id = c.req.query('template') || undefined
    const query = { others: true, template_id, page: pageNumber(c), limit: 50 }
    const generations = await listGenerations(app, query, c.var.session.caller)
    const names = await app.people.namesOf([...new Set(generations.data.map(({ requester }) => requester))])
    return c.html(othersPage({ session: c.var.session, generations, names, template_id }))
  })
  return routes
}
