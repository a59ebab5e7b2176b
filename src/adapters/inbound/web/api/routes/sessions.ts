/** Sessions in the console: one's own, and, for an admin, those of others. */
import { z } from '@hono/zod-openapi'
import { endAllSessions, endSession } from '../../../../../commands/account/end-sessions.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import { securitySource, surfaceOf } from '../../shared/security-source.ts'
import type { Api, ApiContext } from '../api-types.ts'
import { jsonResponse, addOperation } from '../operation.ts'
import { endedView, presentSession, sessionView } from '../schemas/session.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

const tags = ['Sessions']

const personParam = lineSchema(100).openapi({ description: 'As events name the person or key.' })
const sessionParam = lineSchema(100).openapi({ description: 'The session’s id.' })

const rows = rowsOf(sessionView)

/** One's own: those that the caller's sign-in links opened. */
export function addSessionRoutes(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'guest' },
    {
      method: 'get',
      path: '/api/v1/sessions',
      operationId: 'listSessions',
      tags,
      summary: 'Your sessions in the console, the last used first',
      responses: { 200: jsonResponse('The sessions', rows) },
    },
    async (c) => c.json(await sessionsOf(app, c, c.get('caller').actor), 200),
  )

  addOperation(
    api,
    { role: 'guest' },
    {
      method: 'delete',
      path: '/api/v1/sessions',
      operationId: 'endSessions',
      tags,
      summary: 'Sign yourself out everywhere; unused sign-in links of yours end, too',
      responses: { 200: jsonResponse('How many ended', endedView) },
    },
    async (c) => c.json(await endAll(app, c, c.get('caller').actor), 200),
  )

  addOperation(
    api,
    { role: 'guest' },
    {
      method: 'delete',
      path: '/api/v1/sessions/{session}',
      operationId: 'endSession',
      tags,
      summary: 'End one of your sessions',
      request: { params: z.object({ session: sessionParam }) },
      responses: { 200: jsonResponse('How many ended', endedView) },
    },
    async (c) => c.json(await endOne(app, c, c.get('caller').actor, c.req.valid('param').session), 200),
  )
}

/** Those of somebody else, for an admin. */
export function addPersonSessionRoutes(api: Api, app: App): void {
  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/people/{id}/sessions',
      operationId: 'listPersonSessions',
      tags,
      summary: 'The sessions of a person or key in the console, the last used first',
      request: { params: z.object({ id: personParam }) },
      responses: { 200: jsonResponse('The sessions', rows) },
    },
    async (c) => c.json(await sessionsOf(app, c, await knownActor(app, c, c.req.valid('param').id)), 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'delete',
      path: '/api/v1/people/{id}/sessions',
      operationId: 'endPersonSessions',
      tags,
      summary: 'Sign somebody out everywhere; their unused sign-in links end, too',
      request: { params: z.object({ id: personParam }) },
      responses: { 200: jsonResponse('How many ended', endedView) },
    },
    async (c) => c.json(await endAll(app, c, await knownActor(app, c, c.req.valid('param').id)), 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'delete',
      path: '/api/v1/people/{id}/sessions/{session}',
      operationId: 'endPersonSession',
      tags,
      summary: 'End a session of somebody',
      request: { params: z.object({ id: personParam, session: sessionParam }) },
      responses: { 200: jsonResponse('How many ended', endedView) },
    },
    async (c) => {
      const { id, session } = c.req.valid('param')
      return c.json(await endOne(app, c, await knownActor(app, c, id), session), 200)
    },
  )
}

async function sessionsOf(app: App, c: ApiContext, actor: string) {
  return { data: (await app.sessions.list(c.get('caller').tenant, actor)).map(presentSession) }
}

async function endAll(app: App, c: ApiContext, actor: string): Promise<{ ended: number }> {
  const caller = c.get('caller')
  const source = securitySource(c, surfaceOf(c), caller)
  return { ended: await endAllSessions(app, { tenant: caller.tenant, actor }, undefined, source) }
}

async function endOne(app: App, c: ApiContext, actor: string, session: string): Promise<{ ended: number }> {
  const caller = c.get('caller')
  const ended = await endSession(
    app,
    { tenant: caller.tenant, actor },
    session,
    securitySource(c, surfaceOf(c), caller),
  )
  return ended ? { ended: 1 } : unwrap(fail('not_found', 'There is no such session. It may have ended already.'))
}

/** The account of the tenant. An id of before two accounts were joined leads to the one that goes on. */
async function knownActor(app: App, c: ApiContext, id: string): Promise<string> {
  const { tenant } = c.get('caller')
  const person = await app.people.findByActor(tenant, id)
  if (person !== undefined) return person.actor
  return (await app.people.isKnown(tenant, id))
    ? id
    : unwrap(fail('not_found', 'There is no such person or key. “GET /api/v1/people” lists people.'))
}
