/** The admin's routes: how the service is doing, what is parked, and keys. */
import { Hono } from 'hono'
import { retryGeneration } from '../../../../../commands/generation/retry-generation.ts'
import { ROLES } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { listParked } from '../../../../../queries/operations/list-parked.ts'
import { listMail } from '../../../../../queries/people/list-mail.ts'
import { getProjectionsStatus } from '../../../../../queries/operations/get-projections-status.ts'
import { commandFromForm } from '../forms/command-from-form.ts'
import { fieldText, fieldTexts, type ConsoleEnv } from '../env.ts'
import { keysPage } from '../views/pages/keys-page.ts'
import { operationsPage } from '../views/pages/operations-page.ts'

/** Tries a parked stream of a read model again; false when it is not parked. */
export type RetryStream = (subscription: string, stream: string) => Promise<boolean>

export function administrationRoutes(app: App, retryStream: RetryStream): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/operations', async (c) => {
    const { caller } = c.var.session
    const [status, parked, mail] = await Promise.all([
      getProjectionsStatus(app),
      listParked(app, caller),
      app.mail === undefined ? undefined : listMail(app, caller),
    ])
    return c.html(operationsPage(c.var.session, status.data, parked, mail))
  })

  routes.post('/operations/parked/:id/retry', async (c) => {
    const id = c.req.param('id')
    await retryGeneration(app, { id }, commandFromForm(app, c, { retry: id }))
    return c.redirect(fieldText(c.var.posted, 'from') === 'generation' ? `/generations/${id}` : '/operations', 303)
  })

  routes.post('/operations/streams/retry', async (c) => {
    await retryStream(fieldText(c.var.posted, 'subscription') ?? '', fieldText(c.var.posted, 'stream') ?? '')
    return c.redirect('/operations', 303)
  })

  routes.post('/operations/mails/:id/retry', async (c) => {
    const sent = await app.mail?.mails.retry(c.var.session.caller.tenant, c.req.param('id'))
    return sent === true
      ? c.redirect('/operations#mail-title', 303)
      : unwrap(
          fail('conflict', 'This mail cannot be sent again: it has gone out, or its link has expired. Send a new one.'),
        )
  })

  routes.get('/keys', async (c) =>
    c.html(keysPage({ session: c.var.session, keys: await app.apiKeys.list(c.var.session.caller.tenant) })),
  )

  routes.post('/keys', async (c) => {
    const { session, posted } = c.var
    const [name, roles] = [
      (fieldText(posted, 'name') ?? '').trim(),
      ROLES.filter((role) => fieldTexts(posted, 'roles').includes(role)),
    ]
    const problem =
      name === '' || name.length > 100
        ? 'A key needs a name of at most 100 characters: who or what will use it?'
        : roles.length === 0
          ? 'Choose at least one role.'
          : undefined
    const made =
      problem === undefined ? await app.apiKeys.create({ name, tenant: session.caller.tenant, roles }) : undefined
    const keys = await app.apiKeys.list(session.caller.tenant)
    return c.html(
      keysPage({ session, keys, problem, created: made, typed: made === undefined ? { name, roles } : undefined }),
      problem === undefined ? 200 : 422,
    )
  })

  routes.post('/keys/:id/revoke', async (c) => {
    const revoked = await app.apiKeys.revoke(c.var.session.caller.tenant, c.req.param('id'))
    return revoked ? c.redirect('/keys', 303) : unwrap(fail('not_found', 'There is no such key.'))
  })

  return routes
}
