/** Adds templates and new versions of them. */
import { Hono } from 'hono'
import { registerTemplate } from '../../../../../../commands/template/register-template.ts'
import { reviseTemplate } from '../../../../../../commands/template/revise-template.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getTemplateToEdit } from '../../../../../../queries/template/get-template.ts'
import { SAMPLES } from '../../../../../../rendering/samples/samples.ts'
import { statusOf } from '../../../shared/error-status.ts'
import { type ConsoleEnv, type PageContext, fieldText } from '../../env.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { readingFromForm, uploadFromForm } from '../../forms/upload-from-form.ts'
import { newTemplatePage } from '../../views/pages/new-template-page.ts'
import { templatePage } from '../../views/pages/template-page.ts'
import { templatePageModel, requireRefusal, revisionAfterRefusal } from './template-page-model.ts'

export function templateUploadRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/templates/new', (c) => c.html(newTemplatePage(c.var.session, { name: '', draft: false })))

  routes.post('/templates', async (c) => {
    const [name, draft, reading] = [
      fieldText(c.var.posted, 'name') ?? '',
      fieldText(c.var.posted, 'draft') !== undefined,
      readingFromForm(c),
    ]
    try {
      const upload = await uploadFromForm(c, app.compiler)
      const { state } = await registerTemplate(
        app,
        { ...upload, name, draft },
        commandFromForm(app, c, { register: name, draft, file: upload.file_name, ...reading }),
      )
      return redirectWholePage(c, `/templates/${state.id ?? ''}`)
    } catch (error) {
      return c.html(
        newTemplatePage(c.var.session, { name, draft, ...reading, error: requireRefusal(error) }),
        statusOf(requireRefusal(error).code),
      )
    }
  })

  routes.post('/templates/samples/:name', async (c) => {
    const sample = SAMPLES.find(({ name }) => name === c.req.param('name'))
    if (sample === undefined) return unwrap(fail('not_found', 'There is no such sample.'))
    const request = commandFromForm(app, c, { sample: sample.name })
    const { title, file_name, refinements } = sample
    const { state } = await registerTemplate(
      app,
      { name: title, file_name, bytes: await sample.build(), refinements, draft: false },
      request,
    )
    return c.redirect(`/templates/${state.id ?? ''}`, 303)
  })

  routes.post('/templates/:id/versions', async (c) => {
    const [id, draft, reading] = [c.req.param('id'), fieldText(c.var.posted, 'draft') !== undefined, readingFromForm(c)]
    try {
      const upload = await uploadFromForm(c, app.compiler)
      await reviseTemplate(
        app,
        { ...upload, id, draft },
        commandFromForm(app, c, { revise: id, draft, file: upload.file_name, ...reading }),
      )
      return redirectWholePage(c, `/templates/${id}`)
    } catch (error) {
      const refusal = requireRefusal(error)
      const template = await getTemplateToEdit(app, id, c.var.session.caller)
      return c.html(
        templatePage(
          await templatePageModel(app, c, template, {
            upload: { name: '', draft, ...reading, error: refusal, revision: revisionAfterRefusal(c, refusal) },
          }),
        ),
        statusOf(refusal.code),
      )
    }
  })

  return routes
}

/** After a form whose own part of the page htmx would replace: the whole page is left. */
function redirectWholePage(c: PageContext, path: string): Response {
  if (c.req.header('HX-Request') !== 'true') return c.redirect(path, 303)
  return c.body(null, 200, { 'HX-Redirect': path })
}
