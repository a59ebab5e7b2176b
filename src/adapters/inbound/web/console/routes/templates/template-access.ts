/** Who may use a template, edit it, and see what others make with it. */
import { Hono } from 'hono'
import { changeTemplateAccess } from '../../../../../../commands/template/change-template-access.ts'
import { Refused, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { listGroups } from '../../../../../../queries/people/list-groups.ts'
import { getTemplateAccess } from '../../../../../../queries/template/get-template-access.ts'
import { getTemplateToEdit } from '../../../../../../queries/template/get-template.ts'
import { statusOf } from '../../../shared/error-status.ts'
import type { ConsoleEnv, Html, PageContext } from '../../env.ts'
import { accessFromForm } from '../../forms/access-from-form.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { templateAccessPage } from '../../views/pages/access/template-access-page.ts'

export function templateAccessRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/templates/:id/access', async (c) => c.html(await accessPage(app, c, c.req.param('id'))))

  routes.post('/templates/:id/access', async (c) => {
    const id = c.req.param('id')
    try {
      const current = await getTemplateAccess(app, id, c.var.session.caller)
      const access = unwrap(await accessFromForm(app, c, current))
      await changeTemplateAccess(app, { id, access }, commandFromForm(app, c, { access: id, ...access }))
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code === 'not_found' || error.error.details?.['right'] === 'edit')
        throw error
      return c.html(await accessPage(app, c, id, error.error.message), statusOf(error.error.code))
    }
    return c.redirect(`/templates/${id}/access`, 303)
  })

  return routes
}

async function accessPage(app: App, c: PageContext, id: string, problem?: string): Promise<Html> {
  const { session } = c.var
  const [template, access, groups] = await Promise.all([
    getTemplateToEdit(app, id, session.caller),
    getTemplateAccess(app, id, session.caller),
    listGroups(app, session.caller),
  ])
  return templateAccessPage({ session, template, access, groups, problem })
}
