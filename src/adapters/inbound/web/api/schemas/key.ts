/** API keys on the wire. The secret is shown once, when the key is made. */
import { z } from '@hono/zod-openapi'
import { ROLES } from '../../../../../domain/kernel/access.ts'

const fields = {
  id: z.string(),
  name: z.string(),
  actor: z.string(),
  roles: z.array(z.enum(ROLES)),
  created_at: z.iso.datetime(),
  revoked_at: z.iso.datetime().nullable(),
}

export const keyView = z.object(fields).openapi('ApiKey')

export const createdKeyView = z
  .object({ ...fields, secret: z.string().openapi({ description: 'Shown this once.' }) })
  .openapi('CreatedApiKey')
