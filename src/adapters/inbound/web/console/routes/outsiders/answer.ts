/**
 * Links for people without an account. A GET changes nothing; the POST of its button begins, or comes back. Tokens
 * stand in the query as those of sign-in links do: they are logged nowhere, and no referrer carries them on.
 */
import { Hono, type MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { endSession } from '../../../../../../commands/account/end-sessions.ts'
import { askForProof, PROOF_MINUTES } from '../../../../../../commands/template-links/ask-for-proof.ts'
import { beginByLink, type BeginByLink } from '../../../../../../commands/template-links/begin-by-link.ts'
import { comeBack, findReturn } from '../../../../../../commands/template-links/come-back.ts'
import {
  usableLink,
  type TemplateLinkRefusal,
  type UsableLink,
} from '../../../../../../commands/template-links/usable-link.ts'
import { readEmailAddress } from '../../../../../../domain/account/email-address.ts'
import { OUTSIDER_TIMES } from '../../../../../../domain/account/template-link.ts'
import { fail, unwrap } from '../../../../../../domain/kernel/errors.ts'
import { STANDARD_WAITING_TIMES, waitingTimes } from '../../../../../../domain/template/waiting-times.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { AddressProof, TemplateLink } from '../../../../../../ports/people/template-links.ts'
import type { RequestLimits } from '../../../shared/limits/request-limits.ts'
import { incomingOf, ownAddress } from '../../../shared/own-address.ts'
import type { SecurityNotes } from '../../../shared/security-notes.ts'
import { securitySource } from '../../../shared/security-source.ts'
import { fieldText, type ConsoleEnv, type PageContext } from '../../env.ts'
import { readForm } from '../../forms/posted-form.ts'
import { browserSettings } from '../../session.ts'
import { readSessionCookie, setSessionCookie } from '../../session-cookie.ts'
import {
  answerPage,
  begunPage,
  proofAskedPage,
  returnPage,
  type AnswerPageModel,
} from '../../views/pages/outsiders/answer-pages.ts'
import { refusedAnswerPage, type LinkSort } from '../../views/pages/outsiders/refused-link-page.ts'
import { dayOf } from '../../views/parts/time.ts'
import { MAX_SIGN_IN_BYTES } from '../sign-in/sign-in.ts'

interface Options {
  /** The tenant of the installation. */
  readonly tenant: string
  readonly secure: boolean
  readonly public_url: string | undefined
  readonly limits: RequestLimits | undefined
  readonly notes: SecurityNotes
}

/** Longer than any token, and than any word of our forms. */
const MAX_TOKEN = 1000
const MAX_ONCE = 100

const noReferrer: MiddlewareHandler = async (c, next) => {
  await next()
  c.res.headers.set('Referrer-Policy', 'no-referrer')
}

export function answerRoutes(app: App, { tenant, secure, public_url, limits, notes }: Options): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const form = readForm(() => MAX_SIGN_IN_BYTES)
  const baseOf = (c: PageContext): string => public_url ?? ownAddress(c.req.url, incomingOf(c))
  const queried = (c: PageContext): string => (c.req.query('token') ?? '').slice(0, MAX_TOKEN)
  const posted = (c: PageContext): string => (fieldText(c.var.posted, 'token') ?? '').slice(0, MAX_TOKEN)
  const source = (c: PageContext) => securitySource(c, 'console', { tenant })

  const refuse = async (
    c: PageContext,
    sort: LinkSort,
    refused: TemplateLinkRefusal,
    link: TemplateLink | undefined,
    address?: string,
  ): Promise<Response> => {
    await notes.linkRefused(c, { tenant: link?.tenant ?? tenant, link: link?.id, reason: refused, address })
    const { page, status } = refusedAnswerPage(sort, refused)
    return c.html(page, status)
  }

  /** The link of a token, counted; with the one-time link where it is one. */
  const open = async (c: PageContext, sort: 'template' | 'proof', token: string) => {
    const address = await limits?.outsiders(c)
    const found = sort === 'proof' ? await app.templateLinks.findProof(token) : undefined
    const link = sort === 'proof' ? found?.link : await app.templateLinks.find(token)
    if (link !== undefined) await limits?.outsiders(c, link.id)
    return { address, link, proof: found?.proof }
  }

  const pageOf = async (
    c: PageContext,
    { link, template }: Extract<UsableLink, { template: unknown }>,
    said: Pick<AnswerPageModel, 'token'> & Partial<AnswerPageModel>,
  ) => {
    const names = await app.people.namesOf([link.made_by])
    const session = await sessionHere(app, c, secure)
    const isOwn = session?.caller.only_generation !== undefined
    const actor = session?.caller.actor
    return answerPage({
      template: template.name,
      title: link.title,
      by: names.get(link.made_by) ?? 'Somebody',
      asks_email: link.asks_email,
      idle_days: waitingTimes(template.waiting, app.standardWaitingTimes ?? STANDARD_WAITING_TIMES).idle_days,
      return_days: (app.outsiderTimes ?? OUTSIDER_TIMES).return_days,
      once: crypto.randomUUID(),
      has_begun: isOwn,
      signed_in_as:
        actor === undefined || isOwn ? undefined : ((await app.people.namesOf([actor])).get(actor) ?? 'somebody'),
      ...said,
    })
  }

  const begin = async (
    c: PageContext,
    sort: 'template' | 'proof',
    beginning: Pick<BeginByLink, 'link' | 'once' | 'name' | 'proof'>,
    token: string,
    address: string | undefined,
  ): Promise<Response> => {
    const { link } = beginning
    const { zone, locale } = browserSettings(
      getCookie(c, 'docgen_zone'),
      getCookie(c, 'docgen_locale'),
      c.req.header('Accept-Language'),
    )
    const here = { zone, locale, device: c.req.header('user-agent'), base: baseOf(c) }
    const outcome = await beginByLink(app, { ...beginning, ...here }, source(c))
    if ('refused' in outcome) return refuse(c, sort, outcome.refused, link, address)
    if ('problem' in outcome) {
      const usable = await usableLink(app, link)
      if ('refused' in usable) return refuse(c, sort, usable.refused, link, address)
      const { once, name: typed } = beginning
      return c.html(await pageOf(c, usable, { token, once, typed, problem: outcome.problem }), 422)
    }
    // The browser keeps one session: another one of it would be left open without anybody to end it.
    const before = await sessionHere(app, c, secure)
    if (before !== undefined && before.caller.actor !== outcome.actor)
      await endSession(app, before.caller, before.session, securitySource(c, 'console', before.caller))
    setSessionCookie(c, secure, outcome.token)
    const { url, generation, returns_until, mailed_to } = outcome
    return c.html(begunPage({ url, generation, until: dayOf(returns_until, here), mailed_to }))
  }

  routes.use('/answer', noReferrer)
  routes.use('/answer/*', noReferrer)

  routes.get('/answer', async (c) => {
    const token = queried(c)
    const { address, link } = await open(c, 'template', token)
    const usable = await usableLink(app, link)
    if ('refused' in usable) return refuse(c, 'template', usable.refused, link, address)
    return c.html(await pageOf(c, usable, { token }))
  })

  routes.post('/answer', form, async (c) => {
    const token = posted(c)
    const { address, link } = await open(c, 'template', token)
    if (link === undefined) return refuse(c, 'template', 'unknown', link, address)
    const once = (fieldText(c.var.posted, 'once') ?? '').slice(0, MAX_ONCE)
    const name = fieldText(c.var.posted, 'name') ?? ''
    return begin(c, 'template', { link, once: once === '' ? crypto.randomUUID() : once, name }, token, address)
  })

  routes.post('/answer/email', form, async (c) => {
    const token = posted(c)
    const { address, link } = await open(c, 'template', token)
    if (link === undefined) return refuse(c, 'template', 'unknown', link, address)
    const typed = fieldText(c.var.posted, 'email') ?? ''
    await limits?.linkRequests(c, readEmailAddress(typed))
    const asked = await askForProof(app, link, { email: typed, base: baseOf(c) }, source(c))
    if (asked === 'too_many')
      return unwrap(
        fail('too_many', 'As many mails as may be have gone out to this address, or for this link. Try again later.', {
          retry_after_s: 3600,
        }),
      )
    if (asked === 'no_mail')
      return unwrap(fail('unavailable', 'This service sends no mail just now. Ask whoever sent you the link.'))
    if ('refused' in asked) return refuse(c, 'template', asked.refused, link, address)
    if ('mailed_to' in asked) return c.html(proofAskedPage(asked.mailed_to, PROOF_MINUTES))
    const usable = await usableLink(app, link)
    if ('refused' in usable) return refuse(c, 'template', usable.refused, link, address)
    return c.html(await pageOf(c, usable, { token, typed, problem: asked.problem }), 422)
  })

  routes.get('/answer/begin', async (c) => {
    const token = queried(c)
    const { address, link, proof } = await open(c, 'proof', token)
    const spent = proofRefusal(proof, app.clock.now())
    if (spent !== undefined || proof === undefined) return refuse(c, 'proof', spent ?? 'unknown', link, address)
    const usable = await usableLink(app, link)
    if ('refused' in usable) return refuse(c, 'proof', usable.refused, link, address)
    return c.html(await pageOf(c, usable, { token, email: proof.email }))
  })

  routes.post('/answer/begin', form, async (c) => {
    const token = posted(c)
    const { address, link, proof } = await open(c, 'proof', token)
    const spent = proofRefusal(proof, app.clock.now())
    // One that was used a moment ago may be the same form again.
    if (link === undefined || proof === undefined || (spent !== undefined && spent !== 'used'))
      return refuse(c, 'proof', spent ?? 'unknown', link, address)
    const { email } = proof
    return begin(c, 'proof', { link, once: `proof ${token}`, name: '', proof: { token, email } }, token, address)
  })

  routes.get('/answer/return', async (c) => {
    const address = await limits?.outsiders(c)
    const token = queried(c)
    const found = await findReturn(app, token)
    if (found.link !== undefined) await limits?.outsiders(c, found.link.id)
    if ('refused' in found) return refuse(c, 'return', found.refused, found.link, address)
    return c.html(returnPage(token, found.link.title))
  })

  routes.post('/answer/return', form, async (c) => {
    const address = await limits?.outsiders(c)
    const token = posted(c)
    const back = await comeBack(app, token, c.req.header('user-agent'), source(c))
    if ('refused' in back) return refuse(c, 'return', back.refused, back.link, address)
    setSessionCookie(c, secure, back.token)
    return c.redirect(`/generations/${back.generation}`, 303)
  })

  return routes
}

function proofRefusal(proof: AddressProof | undefined, now: string): 'unknown' | 'used' | 'expired' | undefined {
  if (proof === undefined) return 'unknown'
  if (proof.used_at !== null) return 'used'
  return proof.expires_at <= now ? 'expired' : undefined
}

/** The session that the browser has, whatever it is for. */
async function sessionHere(app: App, c: PageContext, secure: boolean) {
  const token = readSessionCookie(c, secure)
  return token === undefined ? undefined : app.sessions.authenticate(token, { quietly: true })
}
