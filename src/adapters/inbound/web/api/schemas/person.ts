/** People of Slack workspaces on the wire. */
import { z } from '@hono/zod-openapi'
import { ROLES } from '../../../../../domain/kernel/access.ts'

export const personView = z
  .object({
    id: z.string().openapi({ description: 'As events name the person.' }),
    name: z.string().describe('As Slack has it.'),
    roles: z
      .array(z.enum(ROLES))
      .openapi({ description: 'Granted beyond “requester”, which every member of a workspace has.' }),
    workspace: z.string().describe('The workspace’s id.'),
    user: z.string().openapi({ description: 'The id in the workspace.' }),
    active: z.boolean().openapi({ description: 'False for who left the workspace: no role counts.' }),
  })
  .openapi('Person', { description: 'Somebody who came through Slack.' })
