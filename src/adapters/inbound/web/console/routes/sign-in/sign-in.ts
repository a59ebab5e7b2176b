/** Sign-in and sign-out. The GET of a link changes nothing; only the POST redeems the token. */
import { Hono } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { endSession } from '../../../../../../commands/account/end-sessions.ts'
import { linkRefusal, signInWithLink } from '../../../../../../commands/account/sign-in-with-link.ts'
import { addressOfLink } from '../../../../../../commands/mail/ask-for-link.ts'
import type { App } from '../../../../../../ports/app.ts'
import { securitySource } from '../../../shared/security-source.ts'
import { fieldText, type ConsoleEnv, type Html } from '../../env.ts'
import { readForm } from '../../forms/posted-form.ts'
import { SESSION_COOKIE } from '../../session.ts'
import { linkPage, refusedLinkPage } from '../../views/pages/link-pages.ts'
import { signedOutPage } from '../../views/pages/sign-in-page.ts'

/** Small, because anybody may send it: a token, a name, and what a browser puts around them. */
export const MAX_SIGN_IN_BYTES = 4 * 1024
/** Longer than any token. */
const MAX_TOKEN = 1000

export function signInRoutes(
  app: App,
  { secure, tenant }: { readonly secure: boolean; readonly tenant: string },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const mails = app.mail !== undefined

  const pageOfLink = async (
    token: string,
    said: Partial<Parameters<typeof linkPage>[0]>,
  ): Promise<Html | undefined> => {
    const link = await app.signInLinks.find(token)
    if (link === undefined || linkRefusal(link, app.clock.now()) !== undefined) return undefined
    const asks = link.kind === 'invitation' ? await app.people.findByActor(link.tenant, link.actor) : undefined
    return linkPage({ token, kind: link.kind, name: asks?.name ?? '', atOnce: false, ...said })
  }

  const refusedPage = async (
    token: string,
    refused: Parameters<typeof refusedLinkPage>[0]['refused'],
  ): Promise<Html> => {
    const known = mails && (await addressOfLink(app, token)) !== undefined
    return refusedLinkPage({ refused, token: known ? token : undefined, mails })
  }

  routes.get('/sign-in', async (c) => {
    const token = (c.req.query('token') ?? '').slice(0, MAX_TOKEN)
    if (token === '') return c.html(signedOutPage({ mails }), 401)
    // Whatever loads pages ahead of people does not sign in, even if it runs their scripts.
    const ahead = [c.req.header('sec-purpose'), c.req.header('purpose')].some((purpose) => purpose !== undefined)
    const page = await pageOfLink(token, { atOnce: !ahead })
    if (page !== undefined) return c.html(page)
    const refused = linkRefusal(await app.signInLinks.find(token), app.clock.now()) ?? 'unknown'
    return c.html(await refusedPage(token, refused), 401)
  })

  routes.post(
    '/sign-in',
    readForm(() => MAX_SIGN_IN_BYTES),
    async (c) => {
      const token = (fieldText(c.var.posted, 'token') ?? '').slice(0, MAX_TOKEN)
      const profile = { name: fieldText(c.var.posted, 'name'), email: fieldText(c.var.posted, 'email') }
      const outcome = await signInWithLink(app, token, {
        device: c.req.header('user-agent'),
        profile,
        source: securitySource(c, 'console', { tenant }),
      })
      if ('problem' in outcome) {
        const page = await pageOfLink(token, { ...outcome, name: profile.name ?? '', email: profile.email ?? '' })
        return c.html(page ?? (await refusedPage(token, 'used')), page === undefined ? 401 : 422)
      }
      if ('refused' in outcome) return c.html(await refusedPage(token, outcome.refused), 401)
      setCookie(c, SESSION_COOKIE, outcome.token, { httpOnly: true, sameSite: 'Lax', path: '/', secure })
      return c.redirect('/', 303)
    },
  )

  return routes
}

export function signOutRoutes(app: App): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post('/sign-out', async (c) => {
    const { caller, id } = c.var.session
    await endSession(app, caller, id, securitySource(c, 'console', caller))
    deleteCookie(c, SESSION_COOKIE, { path: '/' })
    return c.html(signedOutPage({ title: 'You are signed out', mails: app.mail !== undefined }))
  })
  return routes
}
