/** The author’s routes: the list of templates, one template, and its lifecycle. The others are mounted here. */
import { Hono } from 'hono'
import { changeLifecycle, type LifecycleChange } from '../../../../../../commands/template/change-lifecycle.ts'
import { setTemplateLanguage } from '../../../../../../commands/template/set-template-language.ts'
import { setWaitingTimes } from '../../../../../../commands/template/set-waiting-times.ts'
import { unwrap } from '../../../../../../domain/kernel/errors.ts'
import { readWaitingTimes } from '../../../../../../domain/template/waiting-times.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getTemplateToEdit } from '../../../../../../queries/template/get-template.ts'
import { tryQuestion } from '../../../../../../queries/template/try-answer.ts'
import { listTemplates } from '../../../../../../queries/template/list-templates.ts'
import { fieldText, type ConsoleEnv } from '../../env.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { pageNumber } from '../../forms/page-number.ts'
import { questionAt } from '../../forms/question-path.ts'
import { textsFromQuestion } from '../../forms/question-texts.ts'
import { templatePage } from '../../views/pages/template-page.ts'
import { templatesPage } from '../../views/pages/templates-page.ts'
import { questionRoutes } from './question-editing.ts'
import { templateDownloadRoutes } from './template-downloads.ts'
import { templateAccessRoutes } from './template-access.ts'
import { templateLinkRoutes } from './template-links.ts'
import { templatePageModel, respondWithProblem, versionNamed } from './template-page-model.ts'
import { templateUploadRoutes } from './template-uploads.ts'

/** `public_url`: where people reach the console; left out: where a request has come in. */
export function templateRoutes(app: App, public_url?: string): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/templates', async (c) => {
    const search = c.req.query('search') ?? ''
    const templates = await listTemplates(
      app,
      { search, purpose: 'edit', page: pageNumber(c), limit: 50 },
      c.var.session.caller,
    )
    return c.html(templatesPage({ session: c.var.session, templates, search }))
  })

  routes.route('/', templateUploadRoutes(app))
  routes.route('/', questionRoutes(app))
  routes.route('/', templateAccessRoutes(app))
  routes.route('/', templateLinkRoutes(app, public_url))
  routes.route('/', templateDownloadRoutes(app))

  routes.get('/templates/:id', async (c) => {
    const of = versionNamed(c.req.query('of'))
    const template = await getTemplateToEdit(app, c.req.param('id'), c.var.session.caller, of)
    const path = c.req.queries('q')
    const question = path === undefined ? undefined : questionAt(template.questions, path)
    const answer = c.req.query('try')
    const { zone, locale } = c.var.session
    const edited =
      path === undefined || question === undefined
        ? undefined
        : {
            path,
            texts: textsFromQuestion(question),
            tried:
              answer === undefined
                ? undefined
                : {
                    answer,
                    result: tryQuestion(question, path.join('.'), answer, { now: app.clock.now(), zone, locale }),
                  },
          }
    return c.html(templatePage(await templatePageModel(app, c, template, { edited })))
  })

  routes.post('/templates/:id/language', async (c) => {
    const [id, language] = [c.req.param('id'), fieldText(c.var.posted, 'language')?.trim() || null]
    try {
      await setTemplateLanguage(app, { id, language }, commandFromForm(app, c, { language: [id, language] }))
    } catch (error) {
      return respondWithProblem(app, c, id, error)
    }
    return c.redirect(`/templates/${id}`, 303)
  })

  routes.post('/templates/:id/waiting-times', async (c) => {
    const id = c.req.param('id')
    const texts = { idle_days: fieldText(c.var.posted, 'idle_days'), reminders: fieldText(c.var.posted, 'reminders') }
    try {
      const said = unwrap(readWaitingTimes(texts))
      await setWaitingTimes(app, { id, ...said }, commandFromForm(app, c, { waiting: [id, said] }))
    } catch (error) {
      return respondWithProblem(app, c, id, error)
    }
    return c.redirect(`/templates/${id}`, 303)
  })

  for (const change of ['publish', 'retire', 'restore'] as const satisfies readonly LifecycleChange[]) {
    routes.post(`/templates/:id/${change}`, async (c) => {
      const id = c.req.param('id') ?? ''
      try {
        await changeLifecycle(app, { id, change }, commandFromForm(app, c, { [change]: id }))
      } catch (error) {
        return respondWithProblem(app, c, id, error)
      }
      return c.redirect(`/templates/${id}`, 303)
    })
  }

  return routes
}
