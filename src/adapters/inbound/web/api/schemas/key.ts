/** API keys on the wire. The secret is shown once, when it is made. */
import { z } from '@hono/zod-openapi'
import { SCOPES } from '../../../../../domain/account/scopes.ts'
import { ROLES } from '../../../../../domain/kernel/access.ts'

/** A part of the API, to read or to change. */
export const scopeSchema = z.enum(SCOPES).openapi('Scope', {
  description: 'A part of the API, named after its tag here, to read or to change; `write` includes `read`.',
})

const fields = {
  id: z.string().describe('What revokes it.'),
  name: z.string().describe('What it is for.'),
  actor: z.string().describe('As events name it.'),
  roles: z.array(z.enum(ROLES)).describe('What it may do.'),
  scopes: z
    .array(scopeSchema)
    .nullable()
    .describe('The parts of the API that it is held to; null for all that its roles allow.'),
  created_at: z.iso.datetime().describe('When it was made.'),
  made_by: z.string().nullable().describe('Who made it, as events name them; null for the service itself.'),
  expires_at: z.iso.datetime().nullable().describe('When it ends by itself; null for never.'),
  revoked_at: z.iso.datetime().nullable().describe('When it was revoked; null while it counts.'),
  last_used_at: z.iso
    .datetime()
    .nullable()
    .describe('When it was used last, to the minute; null before its first use.'),
  former_until: z.iso
    .datetime()
    .nullable()
    .describe('Until when the secret before the last rotation opens, too; null where none does.'),
}

export const keyView = z.object(fields).openapi('ApiKey', { description: 'A key of the API, without its secret.' })

export const createdKeyView = z
  .object({ ...fields, secret: z.string().openapi({ description: 'Shown this once.' }) })
  .openapi('CreatedApiKey', { description: 'A key with its secret.' })
