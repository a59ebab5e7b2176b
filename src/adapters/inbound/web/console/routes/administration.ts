/** The admin's routes: how the service is doing and what is parked. */
import { Hono } from 'hono'
import { refuseOtherTenants } from '../../../../../commands/command-request.ts'
import { retryGeneration } from '../../../../../commands/generation/retry-generation.ts'
import { isOperator } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { listParked } from '../../../../../queries/operations/list-parked.ts'
import { listMail } from '../../../../../queries/people/list-mail.ts'
import { getProjectionsStatus } from '../../../../../queries/operations/get-projections-status.ts'
import { commandFromForm } from '../forms/command-from-form.ts'
import { fieldText, type ConsoleEnv } from '../env.ts'
import { operationsPage } from '../views/pages/operations-page.ts'

/** Tries a parked stream of a read model again; false when it is not parked. */
export type RetryStream = (subscription: string, stream: string) => Promise<boolean>

export function administrationRoutes(app: App, retryStream: RetryStream): Hono<ConsoleEnv> {
  const routes = new Hono<ConsoleEnv>()

  routes.get('/operations', async (c) => {
    const { caller } = c.var.session
    const [status, parked, mail] = await Promise.all([
      // Read models, and what they could not take, are of all tenants.
      isOperator(caller) ? getProjectionsStatus(app) : undefined,
      listParked(app, caller),
      app.mail === undefined ? undefined : listMail(app, caller),
    ])
    return c.html(operationsPage(c.var.session, status?.data, parked, mail))
  })

  routes.post('/operations/parked/:id/retry', async (c) => {
    const id = c.req.param('id')
    await retryGeneration(app, { id }, commandFromForm(app, c, { retry: id }))
    return c.redirect(fieldText(c.var.posted, 'from') === 'generation' ? `/generations/${id}` : '/operations', 303)
  })

  routes.post('/operations/streams/retry', async (c) => {
    refuseOtherTenants(c.var.session.caller)
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

  return routes
}
