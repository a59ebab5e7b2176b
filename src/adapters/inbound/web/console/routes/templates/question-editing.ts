/** Changes and moves the questions of a template. */
import { Hono } from 'hono'
import { refineQuestions } from '../../../../../../commands/template/refine-questions.ts'
import { type DomainError, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { Question } from '../../../../../../domain/questions/question.ts'
import { askForText } from '../../../../../../domain/questions/refinement/ask-for-text.ts'
import type { Refinement } from '../../../../../../domain/questions/refinement/refinement.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getTemplateToEdit } from '../../../../../../queries/template/get-template.ts'
import type { TemplateView } from '../../../../../../queries/template/present-template.ts'
import { statusOf } from '../../../shared/error-status.ts'
import { type ConsoleEnv, type PageContext, fieldText, fieldTexts } from '../../env.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { refinementFromTexts } from '../../forms/question-edit.ts'
import { moveQuestion, questionAt, refinementAt } from '../../forms/question-path.ts'
import { type QuestionTexts, textsFromForm, textsFromQuestion } from '../../forms/question-texts.ts'
import { templatePage } from '../../views/pages/template-page.ts'
import type { EditedQuestion } from '../../views/parts/template/question-edit-form.ts'
import { ANSWER_KINDS } from '../../../../../../answers/answer-kinds.ts'
import {
  templatePageModel,
  respondWithProblem,
  requireRefusal,
  revisionAfterRefusal,
  versionNamed,
} from './template-page-model.ts'

export function questionRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.post('/templates/:id/questions', async (c) => {
    const [id, path, texts] = [c.req.param('id'), fieldTexts(c.var.posted, 'q'), textsFromForm(c.var.posted)]
    try {
      const context = { now: app.clock.now(), zone: c.var.session.zone, locale: c.var.session.locale }
      const refinement = unwrap(refinementFromTexts(path.at(-1) ?? '', texts, context))
      await submitRefinements(app, c, id, [refinementAt(path, refinement)])
    } catch (error) {
      const refusal = requireRefusal(error)
      const template = await getTemplateToEdit(app, id, c.var.session.caller, versionOf(c))
      return c.html(
        templatePage(
          await templatePageModel(app, c, template, {
            edited: editedQuestionAfterRefusal(template, path, texts, refusal, revisionAfterRefusal(c, refusal)),
          }),
        ),
        statusOf(refusal.code),
      )
    }
    return redirectToTemplate(c, id)
  })

  routes.post('/templates/:id/questions/ask-text', async (c) => {
    const [id, question] = [c.req.param('id'), fieldText(c.var.posted, 'question') ?? '']
    const template = await getTemplateToEdit(app, id, c.var.session.caller, versionOf(c))
    const refinement = askForText(template.questions, question)
    try {
      if (refinement !== undefined) await submitRefinements(app, c, id, [refinement])
    } catch (error) {
      return respondWithProblem(app, c, id, error)
    }
    return redirectToTemplate(c, id)
  })

  routes.post('/templates/:id/questions/move', async (c) => {
    const [id, path] = [c.req.param('id'), fieldTexts(c.var.posted, 'q')]
    const template = await getTemplateToEdit(app, id, c.var.session.caller, versionOf(c))
    const order = moveQuestion(template.questions, path, fieldText(c.var.posted, 'way') === 'up' ? -1 : 1)
    try {
      if (order.length > 0) await submitRefinements(app, c, id, order)
    } catch (error) {
      return respondWithProblem(app, c, id, error)
    }
    return redirectToTemplate(c, id)
  })

  return routes
}

async function submitRefinements(
  app: App,
  c: PageContext,
  id: string,
  refinements: readonly Refinement[],
): Promise<void> {
  const of = versionOf(c)
  const request = { refine: id, refinements, ...(of === 'latest' ? {} : { of }) }
  await refineQuestions(app, { id, refinements, draft: false, of }, commandFromForm(app, c, request))
}

const versionOf = (c: PageContext): 'latest' | 'published' => versionNamed(fieldText(c.var.posted, 'of'))

/** To the page with the version that was refined. */
const redirectToTemplate = (c: PageContext, id: string): Response =>
  c.redirect(`/templates/${id}${versionOf(c) === 'published' ? '?of=published' : ''}`, 303)

/** The form again as it was sent, with the problem; and with what is there now, where somebody else was faster. */
function editedQuestionAfterRefusal(
  template: TemplateView,
  path: readonly string[],
  texts: QuestionTexts,
  { code, message, details }: DomainError,
  revision: string | undefined,
): EditedQuestion {
  const current = questionAt(template.questions, path)
  if (code === 'precondition_failed' && current !== undefined) return { path, texts, theirs: describeQuestion(current) }
  const field =
    typeof details?.['field'] === 'string'
      ? details['field'].replace(`${path.join('.')}.`, '').replace(`${path.at(-1) ?? ''}.`, '')
      : undefined
  return { path, texts, problem: message, field, revision }
}

function describeQuestion(question: Question): [string, string][] {
  const texts = textsFromQuestion(question)
  const all: [string, string][] = [
    ['Label', texts.label],
    ['Kind', ANSWER_KINDS[texts.kind].name],
    ['Required', texts.required ? 'yes' : 'no'],
    ['Help', texts.help],
    ['Choices', texts.choices.replaceAll('\n', ', ')],
    ['Default', texts.default],
  ]
  return all.filter(([, value]) => value !== '')
}
