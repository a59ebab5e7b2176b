/**
 * The conversation's routes. Every one works as a plain form; htmx takes the same answers and puts their `#talk` in
 * place.
 */
import { Hono } from 'hono'
import { createdId } from '../../../../../../commands/command-metadata.ts'
import { cancelGeneration } from '../../../../../../commands/generation/cancel-generation.ts'
import { removeListItem } from '../../../../../../commands/generation/change-list.ts'
import { changeLanguage } from '../../../../../../commands/generation/change-language.ts'
import { confirmGeneration } from '../../../../../../commands/generation/confirm-generation.ts'
import { withdrawHandOver } from '../../../../../../commands/generation/handing/end-hand-over.ts'
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import { copyGeneration } from '../../../../../../commands/generation/beginning/copy-generation.ts'
import { requestGeneration } from '../../../../../../commands/generation/beginning/request-generation.ts'
import { isRestHolder, mayAnswerRest } from '../../../../../../domain/kernel/access.ts'
import { generationDecider } from '../../../../../../domain/generation/generation-decider.ts'
import { generationStream } from '../../../../../../domain/generation/generation-events.ts'
import { fail, Refused, unwrap } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { LiveChanges } from '../../../../../../ports/events/live-changes.ts'
import { getDocument, loadGeneration } from '../../../../../../queries/generation/get-generation.ts'
import { getPicture } from '../../../../../../queries/generation/get-picture.ts'
import { documentResponse } from '../../../shared/document-download.ts'
import { statusOf } from '../../../shared/error-status.ts'
import { pictureResponse } from '../../../shared/picture-response.ts'
import type { OpenStreams } from '../../../shared/limits/open-streams.ts'
import { EVENT_STREAM_HEADERS, msUntil, openEventStream, type ServerSentEvent } from '../../../shared/event-stream.ts'
import { type ConsoleEnv, fieldText, type PageContext } from '../../env.ts'
import { isOwnGeneration } from '../../../../../../storage/load-generation.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { conversationPage } from '../../views/pages/conversation-page.ts'
import { openEditForm, conversationPageModel } from './page-model.ts'
import { showToReader } from './show-to-reader.ts'
import { refusedAnswerModel } from './refused-answer.ts'
import { submitAnswer } from './submit-answer.ts'

/** `streams` counts those that are open; left out: no limit. */
export function conversationRoutes(app: App, live: LiveChanges, streams?: OpenStreams): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.post('/generations', async (c) => {
    const template_id = fieldText(c.var.posted, 'template_id') ?? ''
    const { zone, locale } = c.var.session
    const request = commandFromForm(app, c, { begin: template_id })
    const { id } = await requestGeneration(app, { id: createdId(request), template_id, zone, locale }, request)
    return c.redirect(`/generations/${id}`, 303)
  })

  routes.get('/generations/:id', async (c) => {
    const id = c.req.param('id')
    const { session } = c.var
    const shown = await loadGeneration(app, id, session.caller).catch((error: unknown) => goOnFrom(app, c, id, error))
    if (shown instanceof Response) return shown
    const { state } = shown
    if (!isOwnGeneration(state, session.caller, id) && !mayAnswerRest(session.caller, { ...state, id }))
      return c.html(await showToReader(app, session, shown))
    const edit = c.req.query('edit')
    return c.html(
      conversationPage({
        ...(await conversationPageModel(app, c, shown)),
        editing: edit === undefined ? undefined : openEditForm(shown, edit),
      }),
    )
  })

  routes.post('/generations/:id/answers', async (c) => {
    const id = c.req.param('id')
    try {
      await submitAnswer(app, c, id)
    } catch (error) {
      const over = error instanceof Refused ? await restIsOver(app, c, id) : undefined
      if (over !== undefined) return over
      if (!(error instanceof Refused) || isNotTheirs(error)) throw error
      const shown = await loadGeneration(app, id, c.var.session.caller)
      return c.html(
        conversationPage({
          ...(await conversationPageModel(app, c, shown)),
          ...(await refusedAnswerModel(app, c, shown, error.error)),
        }),
        statusOf(error.error.code),
      )
    }
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/items/remove', async (c) => {
    const [id, name, item] = [
      c.req.param('id'),
      fieldText(c.var.posted, 'name') ?? '',
      fieldText(c.var.posted, 'item') ?? '',
    ]
    await removeListItem(app, { id, name, item }, commandFromForm(app, c, { remove: [id, name, item] }))
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/questions/withdraw', async (c) => {
    const [id, name] = [c.req.param('id'), fieldText(c.var.posted, 'name') ?? '']
    const question = name === '' ? undefined : name
    await withdrawHandOver(app, { id, question }, commandFromForm(app, c, { withdraw: [id, name] }))
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/confirm', async (c) => {
    const id = c.req.param('id')
    const revision = Number(fieldText(c.var.posted, 'revision') ?? Number.NaN)
    if (!Number.isSafeInteger(revision))
      unwrap(fail('invalid', 'The form does not say which answers were looked over. Load the page again.'))
    try {
      await confirmGeneration(app, { id, revision }, commandFromForm(app, c, { confirm: id, revision }))
    } catch (error) {
      if (!(error instanceof Refused) || error.error.code !== 'conflict') throw error
      const shown = await loadGeneration(app, id, c.var.session.caller)
      return c.html(
        conversationPage({ ...(await conversationPageModel(app, c, shown)), problem: error.error.message }),
        409,
      )
    }
    return c.redirect(`/generations/${id}#now`, 303)
  })

  // After a document failed, its answers can be looked over and changed.
  routes.post('/generations/:id/review', async (c) => {
    const id = c.req.param('id')
    const request = commandFromForm(app, c, { review: id })
    await reopenQuestion(app, { id, reason: 'edit', name: null }, request)
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/language', async (c) => {
    const id = c.req.param('id')
    const said = (name: string) => fieldText(c.var.posted, name)?.trim() || undefined
    const languages = { locale: said('locale'), document_language: said('document_language') }
    try {
      await changeLanguage(app, { id, ...languages }, commandFromForm(app, c, { languages: [id, languages] }))
    } catch (error) {
      if (!(error instanceof Refused) || isNotTheirs(error)) throw error
      const shown = await loadGeneration(app, id, c.var.session.caller)
      const { message: problem, code } = error.error
      return c.html(conversationPage({ ...(await conversationPageModel(app, c, shown)), problem }), statusOf(code))
    }
    return c.redirect(`/generations/${id}`, 303)
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

  routes.get('/generations/:id/pictures/:sha256', async (c) => {
    const { id, sha256 } = c.req.param()
    const response = pictureResponse(await getPicture(app, { id, sha256 }, c.var.session.caller))
    // Other people may use this browser, too.
    response.headers.set('Cache-Control', 'private, no-store')
    return response
  })

  // Says that something changed, never what: the page then loads itself again.
  routes.get('/generations/:id/live', async (c) => {
    const id = c.req.param('id')
    await loadGeneration(app, id, c.var.session.caller)
    const body = await openEventStream({
      live,
      ended: streams?.open(c.var.session.caller),
      stream: generationStream(id),
      onAccessChange: (changed) => app.access.watch(c.var.session.caller.actor, changed),
      readCurrent: () => readRevision(app, id, c.var.session.token),
      signal: c.req.raw.signal,
    })
    return c.body(body, 200, EVENT_STREAM_HEADERS)
  })

  return routes
}

/** Whoever cannot change it gets no page with forms: a page that says so. */
const isNotTheirs = ({ error: { code } }: Refused): boolean => code === 'not_found' || code === 'forbidden'

/** Whoever was done with the rest, or had it taken back, is told so; undefined for everybody else. */
async function restIsOver(app: App, c: PageContext, id: string): Promise<Response | undefined> {
  const { caller } = c.var.session
  const { state } = await app.aggregates.load(generationDecider, generationStream(id))
  const isOver =
    !isOwnGeneration(state, caller, id) &&
    isRestHolder(caller, { ...state, id }) &&
    !mayAnswerRest(caller, { ...state, id })
  return isOver ? c.redirect(`/asked/${id}`, 303) : undefined
}

/** The answer to who asks for a conversation whose rest they had. Throws the error for everybody else. */
async function goOnFrom(app: App, c: PageContext, id: string, error: unknown): Promise<Response> {
  const over = error instanceof Refused && isNotTheirs(error) ? await restIsOver(app, c, id) : undefined
  if (over === undefined) throw error
  return over
}

/** The generation's revision as an event; undefined, which ends the stream, once the person has signed out. */
async function readRevision(app: App, id: string, token: string): Promise<ServerSentEvent | undefined> {
  const known = await app.sessions.authenticate(token, { quietly: true })
  if (known === undefined) return undefined
  const revision = String((await loadGeneration(app, id, known.caller)).revision)
  const good_for_ms = msUntil(known.good_until, app.clock.now())
  return { id: revision, event: 'changed', data: revision, good_for_ms }
}
