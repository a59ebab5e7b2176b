/** People who come through Slack: an admin sees them, and names authors and auditors among them. */
import { z } from '@hono/zod-openapi'
import { recordSecurityEvent } from '../../../../../commands/account/record-security-event.ts'
import { ROLES, type Caller } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import type { Person } from '../../../../../ports/people/people.ts'
import { securitySource, surfaceOf } from '../../shared/security-source.ts'
import type { Api } from '../api-types.ts'
import { jsonResponse, jsonBody, addOperation } from '../operation.ts'
import { personView } from '../schemas/person.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

/** Rows of one response; a search by part of the name narrows them. */
const MAX_PEOPLE = 200

/** Nobody gets the whole directory: a search says whom it is about. */
const MAX_COLLEAGUES = 20

const colleague = z
  .object({
    id: z.string().openapi({ description: 'What `to` of a delegation takes.' }),
    name: z.string().describe('What they are called.'),
    kind: z.enum(['person', 'key']).describe('Somebody, or a program.'),
  })
  .openapi('Colleague', { description: 'Somebody who can be asked.' })

export function addPeopleRoutes(api: Api, app: App): void {
  const tags = ['People']

  addOperation(
    api,
    { role: 'requester' },
    {
      method: 'get',
      path: '/api/v1/colleagues',
      operationId: 'findColleagues',
      tags,
      summary: 'Colleagues that a question can be handed to, by part of their name, at most 20',
      request: {
        query: z.object({
          search: lineSchema(200)
            .refine((text) => text.trim().length >= 2, 'Write at least two letters of the name.')
            .openapi({ description: 'Part of a name, two letters or more.', example: 'jane' }),
        }),
      },
      responses: { 200: jsonResponse('Those found', rowsOf(colleague)) },
    },
    async (c) => c.json({ data: await findColleagues(app, c.get('caller'), c.req.valid('query').search) }, 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/people',
      operationId: 'listPeople',
      tags,
      summary: 'People who came through Slack, by name, at most 200',
      request: {
        query: z.object({
          search: lineSchema(200)
            .optional()
            .openapi({ description: 'Part of a name, or a user’s id in the workspace.' }),
        }),
      },
      responses: { 200: jsonResponse('The people', rowsOf(personView)) },
    },
    async (c) => {
      const { search = '' } = c.req.valid('query')
      return c.json(
        { data: (await app.people.list(c.get('caller').tenant, search, MAX_PEOPLE)).map(presentPerson) },
        200,
      )
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'put',
      path: '/api/v1/people/{id}/roles',
      operationId: 'setPersonRoles',
      tags,
      summary: 'Say what a person may do beyond asking for documents; it counts from their next step on',
      request: {
        params: z.object({ id: lineSchema(100).openapi({ description: 'As events name the person.' }) }),
        body: jsonBody(
          z.object({
            roles: z.array(z.enum(ROLES)).max(ROLES.length).describe('All that the person has from now on.'),
          }),
        ),
      },
      responses: { 200: jsonResponse('The person', personView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { roles } = c.req.valid('json')
      const { tenant, actor } = c.get('caller')
      const person = await app.people.change(tenant, id, { roles: [...new Set(roles)] })
      if (person === undefined)
        return unwrap(fail('not_found', 'There is no such person. “GET /api/v1/people” lists those who came so far.'))
      const { issuer_roles } = person
      await recordSecurityEvent(
        app,
        person.actor,
        { type: 'RolesChanged', data: { roles: [...person.roles], issuer_roles: [...issuer_roles] } },
        securitySource(c, surfaceOf(c), { tenant, actor }),
      )
      return c.json(presentPerson(person), 200)
    },
  )
}

/** Whom a question can be handed to: active people, and keys in use, whose name holds the text. */
async function findColleagues(app: App, { tenant }: Caller, search: string): Promise<z.output<typeof colleague>[]> {
  const wanted = search.trim().toLocaleLowerCase()
  const people = (await app.people.list(tenant, wanted, MAX_COLLEAGUES))
    .filter(({ active }) => active)
    .map(({ actor: id, name }) => ({ id, name, kind: 'person' as const }))
  const keys = (await app.apiKeys.list(tenant))
    .filter(({ name, revoked_at }) => revoked_at === null && name.toLocaleLowerCase().includes(wanted))
    .map(({ actor: id, name }) => ({ id, name, kind: 'key' as const }))
  return [...people, ...keys].slice(0, MAX_COLLEAGUES)
}

const presentPerson = ({ actor, name, roles, slack, active }: Person) => ({
  id: actor,
  name,
  roles: [...roles],
  workspace: slack?.team ?? null,
  user: slack?.user ?? null,
  active,
})
