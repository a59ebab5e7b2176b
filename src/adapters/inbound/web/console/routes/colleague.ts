/** A question that a colleague has handed over: its page, where it alone is seen and answered. */
import { Hono } from 'hono'
import { readingsOf } from '../../../../../answers/refusal.ts'
import { provideAnswer } from '../../../../../commands/generation/provide-answer.ts'
import { noteOpened } from '../../../../../commands/generation/handing/note-opened.ts'
import { skipQuestion } from '../../../../../commands/generation/skip-question.ts'
import { Refused, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { commandFromForm } from '../forms/command-from-form.ts'
import { fieldText, fieldTexts, type ConsoleEnv, type PageContext } from '../env.ts'
import { statusOf } from '../../shared/error-status.ts'
import { answerFromForm } from '../forms/posted-answer.ts'
import { colleaguePage } from '../views/pages/colleague-page.ts'
import type { DelegatedQuestion } from '../../../../../queries/generation/get-delegated-question.ts'
import { getDelegatedQuestion } from '../../../../../queries/generation/get-delegated-question.ts'

export function colleagueRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/asked/:id/:name', async (c) => {
    const delegated = await loadDelegatedQuestion(app, c)
    await noteOpened(app, { id: delegated.generation_id, question: c.req.param('name') }, c.var.session.caller)
    return c.html(colleaguePage({ ...(await colleaguePageModel(app, c, delegated)), typed: [] }))
  })

  routes.post('/asked/:id/:name', async (c) => {
    const delegated = await loadDelegatedQuestion(app, c)
    try {
      await submitAnswer(app, c, delegated)
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code === 'not_found') throw error
      const now = await loadDelegatedQuestion(app, c)
      return c.html(
        colleaguePage({
          ...(await colleaguePageModel(app, c, now)),
          typed: fieldTexts(c.var.posted, 'value'),
          problem: error.error.message,
          readings: readingsOf(error.error.details),
        }),
        statusOf(error.error.code),
      )
    }
    return c.redirect(c.req.path, 303)
  })

  return routes
}

/** Only the colleague's: the requester has the whole conversation. */
async function loadDelegatedQuestion(app: App, c: PageContext): Promise<DelegatedQuestion> {
  return getDelegatedQuestion(app, c.req.param('id') ?? '', c.req.param('name') ?? '', c.var.session.caller)
}

async function colleaguePageModel(app: App, c: PageContext, delegated: DelegatedQuestion) {
  const names = await app.people.namesOf([delegated.requester])
  return { session: c.var.session, delegated, requester: names.get(delegated.requester) ?? 'A colleague' }
}

async function submitAnswer(
  app: App,
  c: PageContext,
  { generation_id: id, question }: DelegatedQuestion,
): Promise<void> {
  const { name } = question
  if (fieldText(c.var.posted, 'do') === 'skip') {
    await skipQuestion(app, { id, name }, { ...commandFromForm(app, c, { skip: [id, name] }), as_colleague: true })
    return
  }
  const { value, form } = unwrap(await answerFromForm(question, c.var.posted))
  await provideAnswer(
    app,
    { id, name, value, form },
    { ...commandFromForm(app, c, { answer: [id, name, value] }), as_colleague: true },
  )
}
