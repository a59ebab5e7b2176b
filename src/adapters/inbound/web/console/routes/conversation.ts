/**
 * The conversation's routes. Every one works as a plain form; htmx takes the same answers and puts their `#talk` in
 * place.
 */
import { Hono } from 'hono'
import { showAnswer } from '../../../../../answers/print.ts'
import { cancelGeneration } from '../../../../../commands/generation/cancel-generation.ts'
import { addListItem, closeList, removeListItem } from '../../../../../commands/generation/change-list.ts'
import { createdId } from '../../../../../commands/command-metadata.ts'
import { withdrawDelegation } from '../../../../../commands/generation/delegate-question.ts'
import { confirmGeneration } from '../../../../../commands/generation/confirm-generation.ts'
import { provideAnswer } from '../../../../../commands/generation/provide-answer.ts'
import { copyGeneration } from '../../../../../commands/generation/copy-generation.ts'
import { requestGeneration } from '../../../../../commands/generation/request-generation.ts'
import { skipQuestion } from '../../../../../commands/generation/skip-question.ts'
import { isErased, type AnswerValue } from '../../../../../domain/questions/answer.ts'
import { fail, Refused, unwrap, type DomainError } from '../../../../../domain/kernel/errors.ts'
import { generationStream } from '../../../../../domain/generation/generation-events.ts'
import { slotAt } from '../../../../../domain/interview/interview.ts'
import type { App } from '../../../../../ports/app.ts'
import type { LiveChanges } from '../../../../../ports/events/live-changes.ts'
import { getDocument, loadGeneration } from '../../../../../queries/generation/get-generation.ts'
import {
  presentGeneration,
  presentQuestionAt,
  type GenerationView,
} from '../../../../../queries/generation/present-generation.ts'
import type { GenerationWithQuestions } from '../../../../../storage/load-generation.ts'
import { commandFromForm } from '../forms/command-from-form.ts'
import { documentResponse } from '../../shared/document-download.ts'
import { EVENT_STREAM_HEADERS, eventStream, type ServerSentEvent } from '../../shared/event-stream.ts'
import { textOf, textsOf, type ConsoleEnv, type PageContext, type PostedForm } from '../env.ts'
import { statusOf } from '../../shared/error-status.ts'
import { answerFromForm } from '../forms/posted-answer.ts'
import { typedTextOf } from '../views/parts/question/answer-field.ts'
import { conversationPage } from '../views/pages/conversation-page.ts'
import type { ConversationPageModel, OpenForm } from '../views/parts/conversation/conversation-model.ts'
import type { AnswerConflictModel } from '../views/parts/question/question-form-model.ts'

export function conversationRoutes(app: App, live: LiveChanges): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.post('/generations', async (c) => {
    const template_id = textOf(c.var.posted, 'template_id') ?? ''
    const { zone, locale } = c.var.session
    const request = commandFromForm(app, c, { begin: template_id })
    const { id } = await requestGeneration(app, { id: createdId(request), template_id, zone, locale }, request)
    return c.redirect(`/generations/${id}`, 303)
  })

  routes.get('/generations/:id', async (c) => {
    const shown = await loadGeneration(app, c.req.param('id'), c.var.session.caller)
    const edit = c.req.query('edit')
    return c.html(
      conversationPage({
        ...(await pageModel(app, c, shown)),
        editing: edit === undefined ? undefined : editFormFor(shown, edit),
      }),
    )
  })

  routes.post('/generations/:id/answers', async (c) => {
    const id = c.req.param('id')
    try {
      await submitAnswer(app, c, id)
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code === 'not_found') throw error
      const shown = await loadGeneration(app, id, c.var.session.caller)
      return c.html(
        conversationPage({
          ...(await pageModel(app, c, shown)),
          ...(await modelOfRefusal(app, c, shown, error.error)),
        }),
        statusOf(error.error.code),
      )
    }
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/items/remove', async (c) => {
    const [id, name, item] = [c.req.param('id'), textOf(c.var.posted, 'name') ?? '', textOf(c.var.posted, 'item') ?? '']
    await removeListItem(app, { id, name, item }, commandFromForm(app, c, { remove: [id, name, item] }))
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/questions/withdraw', async (c) => {
    const [id, name] = [c.req.param('id'), textOf(c.var.posted, 'name') ?? '']
    await withdrawDelegation(app, { id, name }, commandFromForm(app, c, { withdraw: [id, name] }))
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/confirm', async (c) => {
    const id = c.req.param('id')
    const revision = Number(textOf(c.var.posted, 'revision'))
    try {
      await confirmGeneration(app, { id, revision }, commandFromForm(app, c, { confirm: id, revision }))
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code !== 'conflict') throw error
      const shown = await loadGeneration(app, id, c.var.session.caller)
      return c.html(conversationPage({ ...(await pageModel(app, c, shown)), problem: error.error.message }), 409)
    }
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/cancel', async (c) => {
    const id = c.req.param('id')
    await cancelGeneration(app, { id }, commandFromForm(app, c, { cancel: id }))
    return c.redirect(`/generations/${id}`, 303)
  })

  routes.post('/generations/:id/copy', async (c) => {
    const source_id = c.req.param('id')
    const request = commandFromForm(app, c, { copy: source_id })
    const { id } = await copyGeneration(app, { id: createdId(request), source_id }, request)
    return c.redirect(`/generations/${id}`, 303)
  })

  routes.get('/generations/:id/document', async (c) => {
    const id = c.req.param('id')
    const document = await getDocument(app, id, c.var.session.caller)
    const request = commandFromForm(app, c, { deliver: id })
    const response = documentResponse(app, id, document, request)
    // Other people may use this browser, too.
    response.headers.set('Cache-Control', 'private, no-store')
    return response
  })

  // Says that something changed, never what: the page then loads itself again.
  routes.get('/generations/:id/live', async (c) => {
    const id = c.req.param('id')
    await loadGeneration(app, id, c.var.session.caller)
    const body = await eventStream({
      live,
      stream: generationStream(id),
      readCurrent: () => readRevision(app, id, c.var.session.token),
      signal: c.req.raw.signal,
    })
    return c.body(body, 200, EVENT_STREAM_HEADERS)
  })

  return routes
}

/** The generation's revision as an event; undefined, which ends the stream, once the person has signed out. */
async function readRevision(app: App, id: string, token: string): Promise<ServerSentEvent | undefined> {
  const caller = await app.accounts.authenticateSession(token)
  if (caller === undefined) return undefined
  const revision = String((await loadGeneration(app, id, caller)).revision)
  return { id: revision, event: 'changed', data: revision }
}

async function pageModel(app: App, c: PageContext, shown: GenerationWithQuestions): Promise<ConversationPageModel> {
  const generation = presentGeneration(shown)
  const colleagues = generation.delegations.map(({ to }) => to)
  return {
    session: c.var.session,
    generation,
    names: colleagues.length === 0 ? new Map() : await app.accounts.namesOf(colleagues),
    refused: formWithPreviousAnswer(generation, shown),
    focus: c.req.header('HX-Source') !== 'div#refresh',
  }
}

/** The question that the person came back to elsewhere is asked with the answer that is there. */
function formWithPreviousAnswer({ question, answers, locale }: GenerationView, shown: GenerationWithQuestions): OpenForm | undefined {
  const answer = question === null ? undefined : answers[question.name]
  const whole = answer === undefined || answer.kind === 'list' ? undefined : presentQuestionAt(shown, answer.name)
  return whole === undefined || answer === undefined || answer.value === null
    ? undefined
    : { question: whole, typed: typedTextOf(whole, answer.value, locale) }
}

/** The form to change an answer, filled with the one that is there. */
function editFormFor(shown: GenerationWithQuestions, address: string): OpenForm | undefined {
  const question = presentQuestionAt(shown, address)
  const answer = presentGeneration(shown).answers[address]
  if (question === undefined || answer === undefined) return undefined
  return { question, typed: typedTextOf(question, answer.value, shown.state.locale) }
}

async function submitAnswer(app: App, c: PageContext, id: string): Promise<void> {
  const posted = c.var.posted
  const name = textOf(posted, 'name') ?? ''
  const written = textOf(posted, 'replaces')
  const replaces = written === undefined ? undefined : written === '' ? null : Number(written)
  const request = commandFromForm(app, c, { answer: [id, name] })
  switch (textOf(posted, 'do')) {
    case 'skip':
      await skipQuestion(app, { id, name, replaces }, request)
      return
    case 'add':
      await addListItem(app, { id, name }, request)
      return
    case 'close':
      await closeList(app, { id, name }, request)
      return
    default: {
      const question = presentQuestionAt(await loadGeneration(app, id, c.var.session.caller), name)
      if (question === undefined) return unwrap(fail('not_found', 'This question is not asked any more.'))
      const value = unwrap(await answerFromForm(question, posted))
      await provideAnswer(
        app,
        { id, name, value, replaces },
        commandFromForm(app, c, { answer: [id, name, value, replaces] }),
      )
    }
  }
}

/** The page again, with the problem at its field and everything that was typed. */
async function modelOfRefusal(
  app: App,
  c: PageContext,
  shown: GenerationWithQuestions,
  error: DomainError,
): Promise<Partial<ConversationPageModel>> {
  const posted = c.var.posted
  const name = textOf(posted, 'name') ?? ''
  const question = presentQuestionAt(shown, name)
  const generation = presentGeneration(shown)
  if (question === undefined) return { problem: error.message }
  const conflict =
    error.code === 'conflict' && error.details?.['yours'] !== undefined
      ? await loadConflict(app, c, shown, name, error)
      : undefined
  const kept = textOf(posted, 'replaces')
  const form: OpenForm = {
    question:
      conflict === undefined && kept !== undefined
        ? { ...question, revision: kept === '' ? null : Number(kept) }
        : question,
    typed: question.kind === 'list' ? textsOf(posted, 'rows').filter((rows) => rows !== '') : typedTexts(posted),
    problem: error.message,
    conflict,
  }
  if (textOf(posted, 'editing') === undefined && generation.question?.name === name) return { refused: form }
  return generation.answers[name] === undefined ? { problem: error.message } : { editing: form }
}

const typedTexts = (posted: PostedForm): string[] => {
  const [first = '', ...others] = textsOf(posted, 'value')
  return first === '' && others.length === 0 ? textsOf(posted, 'picked') : [first, ...others]
}

async function loadConflict(
  app: App,
  c: PageContext,
  { state, questionnaire: form }: GenerationWithQuestions,
  name: string,
  { details }: DomainError,
): Promise<AnswerConflictModel | undefined> {
  const place = slotAt(form, state.answers, name)
  if (place === undefined || place.question.kind === 'image') return undefined
  const show = (value: unknown) =>
    value === null || value === undefined || isErased(value)
      ? ''
      : showAnswer(place.question, value as AnswerValue, state.locale)
  const actor = typeof details?.['actor'] === 'string' ? details['actor'] : undefined
  const names = actor === undefined ? new Map<string, string>() : await app.accounts.namesOf([actor])
  return {
    theirs: show(details?.['current']),
    mine: show(details?.['yours']),
    by: actor === c.var.session.caller.actor ? 'in another window' : `by ${names.get(actor ?? '') ?? 'somebody else'}`,
    again: Object.keys(c.var.posted)
      .filter((field) => field !== 'csrf' && field !== 'replaces')
      .flatMap((field) => textsOf(c.var.posted, field).map((value) => [field, value] as const)),
  }
}
