/** Sign-in and sign-out. The GET of a link changes nothing; only the POST redeems the token. */
import { Hono } from 'hono'
import { endSession } from '../../../../../../commands/account/end-sessions.ts'
import { issuerSignOut } from '../../../../../../commands/account/issuers/issuer-sign-out.ts'
import { refusalOfLink, signInWithLink } from '../../../../../../commands/account/sign-in-with-link.ts'
import { addressOfLink } from '../../../../../../commands/mail/ask-for-link.ts'
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import type { App } from '../../../../../../ports/app.ts'
import type { SignInLink } from '../../../../../../ports/people/sign-in-links.ts'
import { incomingOf, ownAddress } from '../../../shared/own-address.ts'
import { securitySource } from '../../../shared/security-source.ts'
import { fieldText, type ConsoleEnv, type Html } from '../../env.ts'
import { readForm } from '../../forms/posted-form.ts'
import { clearSessionCookie, readSessionCookie, setSessionCookie } from '../../session-cookie.ts'
import { waysOf } from '../../session.ts'
import { linkPage, refusedLinkPage } from '../../views/pages/sign-in/link-pages.ts'
import { leftPage } from '../../views/pages/outsiders/answer-pages.ts'
import { signedOutNow, signedOutPage } from '../../views/pages/sign-in/sign-in-page.ts'
import { hasPendingIdentity } from '../providers/pending-identity.ts'

/** Small, because anybody may send it: a token, a name, and what a browser puts around them. */
export const MAX_SIGN_IN_BYTES = 4 * 1024
/** Longer than any token. */
const MAX_TOKEN = 1000

export function signInRoutes(
  app: App,
  { secure, tenant }: { readonly secure: boolean; readonly tenant: string },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  const pageOfLink = async (
    token: string,
    said: Partial<Parameters<typeof linkPage>[0]>,
  ): Promise<Html | undefined> => {
    const link = await app.signInLinks.find(token)
    if (link === undefined || (await refusalOfLink(app, link)) !== undefined) return undefined
    const handed = link.hand_over === null ? undefined : await presentHanded(app, link.hand_over)
    const asks = link.kind === 'invitation' ? await app.people.findByActor(link.tenant, link.actor) : undefined
    return linkPage({ token, kind: link.kind, name: asks?.name ?? '', atOnce: false, handed, ...said })
  }

  const refusedPage = async (
    token: string,
    refused: Parameters<typeof refusedLinkPage>[0]['refused'],
  ): Promise<Html> => {
    const known = app.mail !== undefined && (await addressOfLink(app, token)) !== undefined
    return refusedLinkPage({ refused, token: known ? token : undefined, ...waysOf(app) })
  }

  routes.get('/sign-in', async (c) => {
    const token = (c.req.query('token') ?? '').slice(0, MAX_TOKEN)
    if (token === '')
      return c.html(signedOutPage({ title: 'Sign in to DocGen', ...waysOf(app, c.req.query('return_to')) }), 401)
    // Whatever loads pages ahead of people does not sign in, even if it runs their scripts.
    const ahead = [c.req.header('sec-purpose'), c.req.header('purpose')].some((purpose) => purpose !== undefined)
    const page = await pageOfLink(token, { atOnce: !ahead })
    if (page !== undefined) return c.html(page)
    const refused = (await refusalOfLink(app, await app.signInLinks.find(token))) ?? 'unknown'
    return c.html(await refusedPage(token, refused), 401)
  })

  routes.post(
    '/sign-in',
    readForm(() => MAX_SIGN_IN_BYTES),
    async (c) => {
      const token = (fieldText(c.var.posted, 'token') ?? '').slice(0, MAX_TOKEN)
      const profile = { name: fieldText(c.var.posted, 'name'), email: fieldText(c.var.posted, 'email') }
      const known = await app.signInLinks.find(token)
      // Whoever is signed in as the one that was asked stays signed in, with all that they may.
      if (known?.kind === 'handed_over' && (await refusalOfLink(app, known)) === undefined) {
        const there = await pageOfHanded(app, readSessionCookie(c, secure), known)
        if (there !== undefined) return c.redirect(there, 303)
      }
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
      setSessionCookie(c, secure, outcome.token)
      // Whoever was asked “Is this you?” and has come in the way they did before is asked what to add.
      return c.redirect(hasPendingIdentity(c, secure) ? '/sign-in/join' : '/', 303)
    },
  )

  return routes
}

/** Who asks, and whether for one answer. */
async function presentHanded(app: App, id: string): Promise<Parameters<typeof linkPage>[0]['handed']> {
  const hand_over = await app.handOvers.find(id)
  if (hand_over === undefined) return undefined
  const names = await app.people.namesOf([hand_over.by])
  return { by: names.get(hand_over.by) ?? 'A colleague', one: hand_over.question !== null }
}

/** The page of what was handed over, for a whole session of the person; undefined without one. */
async function pageOfHanded(app: App, token: string | undefined, link: SignInLink): Promise<string | undefined> {
  const known = token === undefined ? undefined : await app.sessions.authenticate(token)
  const hand_over = await app.handOvers.find(link.hand_over ?? '')
  if (known === undefined || hand_over === undefined || known.caller.only_generation !== undefined) return undefined
  if (known.caller.tenant !== link.tenant || !isCaller(known.caller, link.actor)) return undefined
  const { generation, question } = hand_over
  return question === null ? `/asked/${generation}` : `/asked/${generation}/${encodeURIComponent(question)}`
}

export function signOutRoutes(
  app: App,
  { secure, public_url }: { readonly secure: boolean; readonly public_url: string | undefined },
): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  routes.post('/sign-out', async (c) => {
    const { caller, id } = c.var.session
    const here = new URL('/sign-in', public_url ?? ownAddress(c.req.url, incomingOf(c))).href
    const signOutThere = await issuerSignOut(app, id)
    await endSession(app, caller, id, securitySource(c, 'console', caller))
    clearSessionCookie(c, secure)
    if (caller.only_generation !== undefined) return c.html(leftPage())
    return c.html(signedOutNow(waysOf(app), await signOutThere(here)))
  })
  return routes
}
