/** The admin's pages of people: inviting, roles, and who may come in. */
import { Hono } from 'hono'
import { signInUrl } from '../../../../../commands/account/make-sign-in-link.ts'
import { deactivatePerson, reactivatePerson, setRoles } from '../../../../../commands/people/change-access.ts'
import {
  invitePerson,
  resendInvitation,
  withdrawInvitation,
  type InvitationSource,
} from '../../../../../commands/people/invite-person.ts'
import { makeLinkFor } from '../../../../../commands/people/make-link-for.ts'
import { Refused } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { listPeople } from '../../../../../queries/people/list-people.ts'
import { incomingOf, ownAddress } from '../../shared/own-address.ts'
import { securitySource } from '../../shared/security-source.ts'
import { fieldText, fieldTexts, type ConsoleEnv, type Html, type PageContext } from '../env.ts'
import { GRANTED, peoplePage, type PeoplePageModel } from '../views/pages/people-page.ts'

const MAX_PEOPLE = 200

export function peopleRoutes(app: App, public_url: string | undefined): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()
  const sourceOf = (c: PageContext): InvitationSource => {
    const { caller } = c.var.session
    const base = public_url ?? ownAddress(c.req.url, incomingOf(c))
    return { ...securitySource(c, 'console', caller), by: caller.actor, base }
  }
  const render = async (c: PageContext, said: Partial<PeoplePageModel> = {}): Promise<Html> => {
    const { session } = c.var
    const search = (c.req.query('search') ?? '').slice(0, 200)
    const people = await listPeople(app, session.caller.tenant, search, MAX_PEOPLE + 1)
    const shown = people.slice(0, MAX_PEOPLE)
    return peoplePage({
      session,
      people: shown,
      search,
      more: people.length > MAX_PEOPLE,
      mails: app.mail !== undefined,
      ...said,
    })
  }
  const rolesOf = (c: PageContext) => GRANTED.filter((role) => fieldTexts(c.var.posted, 'roles').includes(role))

  routes.get('/people', async (c) => c.html(await render(c)))

  routes.post('/people', async (c) => {
    const [name = '', email = ''] = ['name', 'email'].map((field) => fieldText(c.var.posted, field))
    const roles = rolesOf(c)
    // A page that is loaded again shows what it did, and does it once; another name is another invitation.
    const form = fieldText(c.var.posted, 'once')
    const once = form === undefined ? {} : { idempotency_key: JSON.stringify([form.slice(0, 100), name, email]) }
    try {
      return c.html(await render(c, { sent: await invitePerson(app, { name, email, roles, ...once }, sourceOf(c)) }))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const typed = { name, email, roles }
      return c.html(
        await render(c, { problem: error.error.message, typed }),
        error.error.code === 'conflict' ? 409 : 422,
      )
    }
  })

  routes.post('/people/:id/roles', async (c) => {
    const id = c.req.param('id')
    const before = await app.people.findByActor(c.var.session.caller.tenant, id)
    // What this page does not show stays.
    const kept = before?.roles.filter((role) => !(GRANTED as readonly string[]).includes(role)) ?? []
    await setRoles(app, id, [...kept, ...rolesOf(c)], sourceOf(c))
    return c.redirect('/people', 303)
  })

  routes.post('/people/:id/invitation', async (c) =>
    c.html(await render(c, { sent: await resendInvitation(app, c.req.param('id'), sourceOf(c)) })),
  )

  routes.post('/people/:id/invitation/withdraw', async (c) => {
    await withdrawInvitation(app, c.req.param('id'), sourceOf(c))
    return c.redirect('/people', 303)
  })

  routes.post('/people/:id/link', async (c) => {
    const id = c.req.param('id')
    const source = sourceOf(c)
    const token = await makeLinkFor(app, id, source)
    const name = (await app.people.findByActor(source.tenant, id))?.name ?? ''
    return c.html(await render(c, { made: { name, url: signInUrl(source.base, token) } }))
  })

  routes.post('/people/:id/deactivate', async (c) => {
    await deactivatePerson(app, c.req.param('id'), sourceOf(c))
    return c.redirect('/people', 303)
  })

  routes.post('/people/:id/reactivate', async (c) => {
    await reactivatePerson(app, c.req.param('id'), sourceOf(c))
    return c.redirect('/people', 303)
  })

  return routes
}
