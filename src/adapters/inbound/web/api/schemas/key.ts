/** API keys on the wire. The secret is shown once, when the key is made. */
import { z } from '@hono/zod-openapi'
import { ROLES } from '../../../../../domain/kernel/access.ts'

const fields = {
  id: z.string().describe('What revokes it.'),
  name: z.string().describe('What it is for.'),
  actor: z.string().describe('As events name it.'),
  roles: z.array(z.enum(ROLES)).describe('What it may do.'),
  created_at: z.iso.datetime().describe('When it was made.'),
  revoked_at: z.iso.datetime().nullable().describe('When it was revoked; null while it counts.'),
}

export const keyView = z.object(fields).openapi('ApiKey', { description: 'A key of the API, without its secret.' })

export const createdKeyView = z
  .object({ ...fields, secret: z.string().openapi({ description: 'Shown this once.' }) })
  .openapi('CreatedApiKey', { description: 'A key with its secret.' })
