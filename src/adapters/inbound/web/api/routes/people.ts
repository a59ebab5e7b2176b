/** People who come through Slack: an admin sees them, and names authors and auditors among them. */
import { z } from '@hono/zod-openapi'
import { ROLES } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { App } from '../../../../../ports/app.ts'
import type { Person } from '../../../../../ports/people/people.ts'
import type { Api } from '../api-types.ts'
import { jsonResponse, jsonBody, addOperation } from '../operation.ts'
import { personView } from '../schemas/person.ts'
import { lineSchema } from '../schemas/text.ts'

/** Rows of one response; a search by part of the name narrows them. */
const MAX_PEOPLE = 200

export function addPeopleRoutes(api: Api, app: App): void {
  const tags = ['People']

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/people',
      tags,
      summary: 'People who came through Slack, by name, at most 200',
      request: {
        query: z.object({
          search: lineSchema(200)
            .optional()
            .openapi({ description: 'Part of a name, or a user’s id in the workspace.' }),
        }),
      },
      responses: { 200: jsonResponse('The people', z.object({ data: z.array(personView) })) },
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
      tags,
      summary: 'Say what a person may do beyond asking for documents; it counts from their next step on',
      request: {
        params: z.object({ id: lineSchema(100) }),
        body: jsonBody(z.object({ roles: z.array(z.enum(ROLES)).max(ROLES.length) })),
      },
      responses: { 200: jsonResponse('The person', personView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { roles } = c.req.valid('json')
      const { tenant, actor } = c.get('caller')
      const person = await app.people.setRoles(tenant, id, [...new Set(roles)])
      if (person === undefined)
        return unwrap(fail('not_found', 'There is no such person. “GET /api/v1/people” lists those who came so far.'))
      app.logger.info({ actor, person: person.actor, roles: person.roles }, 'roles granted')
      return c.json(presentPerson(person), 200)
    },
  )
}

const presentPerson = ({ actor, name, roles, team, user, active }: Person) => ({
  id: actor,
  name,
  roles: [...roles],
  workspace: team,
  user,
  active,
})
