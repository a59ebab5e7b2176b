/** Handing a question, or the rest of a conversation, to somebody else; and being done with what was handed over. */
import { Hono } from 'hono'
import { handBack } from '../../../../../../commands/generation/handing/end-hand-over.ts'
import { handOver } from '../../../../../../commands/generation/handing/hand-over.ts'
import { mailHandOverAgain } from '../../../../../../commands/generation/handing/mail-hand-over.ts'
import { noteOpened } from '../../../../../../commands/generation/handing/note-opened.ts'
import { fail, ok, Refused, unwrap, type Result } from '../../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../../ports/app.ts'
import { getHandedRest } from '../../../../../../queries/generation/handing/get-handed-rest.ts'
import { listHandOvers } from '../../../../../../queries/generation/handing/list-hand-overs.ts'
import { presentHead } from '../../../../../../queries/generation/present-generation.ts'
import { presentQuestionAt } from '../../../../../../queries/generation/present-question.ts'
import { findColleagues, MAX_COLLEAGUES, type Colleague } from '../../../../../../queries/people/find-colleagues.ts'
import { loadOwnGeneration, withQuestions } from '../../../../../../storage/load-generation.ts'
import { statusOf } from '../../../shared/error-status.ts'
import { incomingOf, ownAddress } from '../../../shared/own-address.ts'
import { fieldText, type ConsoleEnv, type Html, type PageContext } from '../../env.ts'
import { commandFromForm } from '../../forms/command-from-form.ts'
import { colleagueOptions, handOverPage, type TypedHandOver } from '../../views/pages/handing/hand-over-page.ts'
import { handedRestPage } from '../../views/pages/handing/handed-rest-page.ts'

/** Suggestions while a name is typed. */
const MAX_OFFERED = 10

export function handOverRoutes(app: App, public_url: string | undefined): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const baseOf = (c: PageContext): string => public_url ?? ownAddress(c.req.url, incomingOf(c))

  routes.get('/colleagues', async (c) => {
    const who = (c.req.query('who') ?? '').trim().slice(0, 200)
    const found = isSearch(who) ? await findColleagues(app, who, MAX_OFFERED, c.var.session.caller) : []
    return c.html(colleagueOptions(found))
  })

  routes.get('/generations/:id/hand-over', async (c) => {
    const question = c.req.query('question')
    const typed = { part: question === undefined ? 'rest' : 'question', who: '', note: '' } as const
    return c.html(await renderPage(app, c, question, typed))
  })

  routes.post('/generations/:id/hand-over', async (c) => {
    const id = c.req.param('id')
    const said = (name: string) => fieldText(c.var.posted, name) ?? ''
    const part = said('part') === 'question' ? 'question' : 'rest'
    const question = said('question') === '' ? undefined : said('question')
    const typed: TypedHandOver = { part, who: said('who'), note: said('note') }
    const found = said('to') === '' ? await whoIsMeant(app, c, typed.who) : ok({ to: said('to') })
    if ('choices' in found) {
      const page = await renderPage(app, c, question, { ...typed, ...found })
      return c.html(page, 422)
    }
    try {
      const what = { id, question: part === 'rest' ? undefined : question, note: typed.note, ...unwrap(found) }
      await handOver(app, what, commandFromForm(app, c, { hand_over: what }), baseOf(c))
    } catch (error) {
      if (!(error instanceof Refused) || ['not_found', 'forbidden'].includes(error.error.code)) throw error
      const { code, message } = error.error
      return c.html(await renderPage(app, c, question, { ...typed, problem: message }), statusOf(code))
    }
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/hand-over/mail', async (c) => {
    const id = c.req.param('id')
    const question = fieldText(c.var.posted, 'name') || undefined
    await mailHandOverAgain(app, { id, question }, commandFromForm(app, c, { mail: [id, question ?? null] }), baseOf(c))
    return c.redirect(`/generations/${id}#now`, 303)
  })

  routes.post('/generations/:id/hand-back', async (c) => {
    const id = c.req.param('id')
    await handBack(app, { id }, commandFromForm(app, c, { hand_back: id }))
    return c.redirect(`/asked/${id}`, 303)
  })

  // Leads whoever was handed the rest to it, or says that nothing is left to do.
  routes.get('/asked/:id', async (c) => {
    const id = c.req.param('id')
    const { session } = c.var
    const rest = await getHandedRest(app, id, session.caller)
    await noteOpened(app, { id }, session.caller)
    if (rest.state === 'open') return c.redirect(`/generations/${id}`, 303)
    const names = await app.people.namesOf([rest.by])
    return c.html(handedRestPage(session, rest, names.get(rest.by) ?? 'Whoever asked you'))
  })

  return routes
}

const isSearch = (text: string): boolean => text.length >= 2 && !text.includes('@') && !/\p{Cc}|\p{Cs}/u.test(text)

type Meant = Result<{ readonly to: string } | { readonly email: string }>

/** Whom a text means: an e-mail address, or one colleague by name; several to choose from otherwise. */
async function whoIsMeant(
  app: App,
  c: PageContext,
  written: string,
): Promise<Meant | { readonly choices: readonly Colleague[]; readonly problem: string }> {
  const who = written.trim()
  if (who.includes('@')) return ok({ email: who })
  if (!isSearch(who))
    return fail('unprocessable', 'Write an e-mail address, or at least two letters of a name.', { field: 'who' })
  const found = await findColleagues(app, who.slice(0, 200), MAX_COLLEAGUES, c.var.session.caller)
  const same = found.filter(({ name }) => name.localeCompare(who, undefined, { sensitivity: 'base' }) === 0)
  const meant = same.length === 0 ? found : same
  const [first, ...others] = meant
  if (first === undefined)
    return fail('unprocessable', `Nobody here is called “${who}”. Write their e-mail address instead.`, {
      field: 'who',
    })
  return others.length === 0
    ? ok({ to: first.id })
    : { choices: meant, problem: `Several people here are called “${who}”, or nearly so. Choose who is meant.` }
}

async function renderPage(app: App, c: PageContext, address: string | undefined, typed: TypedHandOver): Promise<Html> {
  const id = c.req.param('id') ?? ''
  const { session } = c.var
  const loaded = await withQuestions(app, await loadOwnGeneration(app, id, session.caller))
  const generation = presentHead(loaded)
  // Lists are handed over item by item.
  const asked = address === undefined ? (generation.question ?? undefined) : presentQuestionAt(loaded, address)
  const question = asked === undefined || asked.kind === 'list' ? undefined : asked
  const handed = await listHandOvers(app, id, session.caller)
  return handOverPage({
    session,
    generation,
    question,
    handed,
    mails: app.mail !== undefined,
    typed: question === undefined ? { ...typed, part: 'rest' } : typed,
  })
}
