/** API keys: an admin makes, sees and revokes them. */
import { z } from '@hono/zod-openapi'
import { ROLES } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { ApiKey } from '../../../../../ports/people/api-keys.ts'
import type { App } from '../../../../../ports/app.ts'
import type { Api, ApiContext } from '../api-types.ts'
import { jsonResponse, jsonBody, addOperation } from '../operation.ts'
import { createdKeyView, keyView } from '../schemas/key.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

const keyBody = z.object({
  name: lineSchema(200)
    .refine((name) => name.trim() !== '', 'Give the key a name, so that people know what it is for.')
    .describe('What it is for.'),
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).describe('What it may do.'),
})

export function addKeyRoutes(api: Api, app: App): void {
  const tags = ['Keys']

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'get',
      path: '/api/v1/keys',
      operationId: 'listKeys',
      tags,
      summary: 'All keys',
      responses: { 200: jsonResponse('The keys, without their secrets', rowsOf(keyView)) },
    },
    async (c) => c.json({ data: (await app.apiKeys.list(c.get('caller').tenant)).map(presentKey) }, 200),
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/keys',
      operationId: 'createKey',
      tags,
      summary: 'Make a key',
      request: { body: jsonBody(keyBody) },
      responses: { 201: jsonResponse('The key with its secret, shown this once', createdKeyView, ['Location']) },
    },
    async (c) => {
      const { name, roles } = c.req.valid('json')
      const { key, secret } = await app.apiKeys.create({
        name: name.trim(),
        tenant: c.get('caller').tenant,
        roles: [...new Set(roles)],
        ...presetSecret(c, app),
      })
      const same = key.name === name.trim() && [...key.roles].sort().join() === [...new Set(roles)].sort().join()
      if (!same)
        unwrap(
          fail(
            'idempotency_mismatch',
            'This Idempotency-Key was used for another key. Use a new one for a new request.',
          ),
        )
      return c.json({ ...presentKey(key), secret }, 201, { location: `/api/v1/keys/${key.id}` })
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'delete',
      path: '/api/v1/keys/{id}',
      operationId: 'revokeKey',
      tags,
      summary: 'Revoke a key, at once and for good',
      request: { params: z.object({ id: lineSchema(100).openapi({ description: 'The key’s id.' }) }) },
      responses: { 200: jsonResponse('The revoked key', keyView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { tenant } = c.get('caller')
      const found = await app.apiKeys.revoke(tenant, id)
      const key = found ? (await app.apiKeys.list(tenant)).find((one) => one.id === id) : undefined
      return key === undefined ? unwrap(fail('not_found', 'There is no such key.')) : c.json(presentKey(key), 200)
    },
  )
}

/**
 * With an Idempotency-Key the secret follows from it and the caller, under the service's own key: a repeat finds the
 * key that it made.
 */
function presetSecret(c: ApiContext, app: App): { secret?: string } {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return {}
  const { tenant, actor } = c.get('caller')
  return { secret: `dg_${app.keyRing.digest(JSON.stringify(['api key', tenant, actor, key]))}` }
}

const presentKey = ({ id, name, actor, roles, created_at, revoked_at }: ApiKey) => ({
  id,
  name,
  actor,
  roles: [...roles],
  created_at,
  revoked_at,
})
