/** Groups of people: an admin puts people in, and templates name them. */
import { z } from '@hono/zod-openapi'
import { changeGroup } from '../../../../../commands/account/change-groups.ts'
import { groupName } from '../../../../../domain/kernel/group-name.ts'
import type { App } from '../../../../../ports/app.ts'
import { listGroups } from '../../../../../queries/people/list-groups.ts'
import { securitySource } from '../../shared/security-source.ts'
import type { Api } from '../api-types.ts'
import { addOperation, jsonResponse } from '../operation.ts'
import { groupParam, groupRow, memberGroups, memberRow } from '../schemas/access.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

/** Rows of one response. */
const MAX_MEMBERS = 500

export function addGroupRoutes(api: Api, app: App): void {
  const tags = ['People']

  addOperation(
    api,
    { role: 'author' },
    {
      method: 'get',
      path: '/api/v1/groups',
      operationId: 'listGroups',
      tags,
      summary: 'The groups that somebody is in or a template names',
      responses: { 200: jsonResponse('The groups, by name', rowsOf(groupRow)) },
    },
    async (c) => c.json({ data: [...(await listGroups(app, c.get('caller')))] }, 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/groups/{group}/members',
      operationId: 'listGroupMembers',
      tags,
      summary: `The people in a group, by name, at most ${MAX_MEMBERS}`,
      request: { params: z.object({ group: groupParam }) },
      responses: { 200: jsonResponse('The people; none for a group that is not there', rowsOf(memberRow)) },
    },
    async (c) => {
      const { group } = c.req.valid('param')
      return c.json(
        { data: [...(await app.groups.members(c.get('caller').tenant, groupName(group), MAX_MEMBERS))] },
        200,
      )
    },
  )

  const changes = [
    ['put', 'addToGroup', 'Put somebody into a group; it counts from their next step on', true],
    ['delete', 'removeFromGroup', 'Take somebody out of a group that an admin put them in', false],
  ] as const
  for (const [method, operationId, summary, member] of changes)
    addOperation(
      api,
      { role: 'admin' },
      {
        method,
        path: '/api/v1/groups/{group}/members/{id}',
        operationId,
        tags,
        summary,
        request: {
          params: z.object({
            group: groupParam,
            id: lineSchema(100).openapi({ description: 'As events name the person.' }),
          }),
        },
        responses: { 200: jsonResponse('The person’s groups', memberGroups) },
      },
      async (c) => {
        const { group, id: actor } = c.req.valid('param')
        const source = securitySource(c, 'http', c.get('caller'))
        const { groups, issuer_groups } = await changeGroup(app, { group, actor, member }, source)
        return c.json({ groups: [...groups], issuer_groups: [...issuer_groups] }, 200)
      },
    )
}
