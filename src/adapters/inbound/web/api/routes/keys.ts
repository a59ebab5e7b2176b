/** API keys: an admin makes, sees, rotates and revokes them. */
import { z } from '@hono/zod-openapi'
import { makeKey, OVERLAP, revokeKey, rotateKey } from '../../../../../commands/account/manage-keys.ts'
import { SCOPES } from '../../../../../domain/account/scopes.ts'
import { ROLES } from '../../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { ApiKey } from '../../../../../ports/people/api-keys.ts'
import type { App } from '../../../../../ports/app.ts'
import { securitySource, surfaceOf } from '../../shared/security-source.ts'
import type { Api, ApiContext } from '../api-types.ts'
import { jsonResponse, jsonBody, addOperation } from '../operation.ts'
import { createdKeyView, keyView, scopeSchema } from '../schemas/key.ts'
import { lineSchema, rowsOf } from '../schemas/text.ts'

const keyBody = z.object({
  name: lineSchema(200)
    .refine((name) => name.trim() !== '', 'Give the key a name, so that people know what it is for.')
    .describe('What it is for.'),
  roles: z.array(z.enum(ROLES)).min(1).max(ROLES.length).describe('What it may do.'),
  scopes: z
    .array(scopeSchema)
    .min(1)
    .max(SCOPES.length)
    .nullable()
    .optional()
    .describe('The parts of the API that it is held to; left out or null: all that its roles allow.'),
  expires_at: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .describe('When it ends by itself; left out or null: never.'),
})

const rotationBody = z.object({
  overlap_hours: z
    .number()
    .min(0)
    .max(OVERLAP.most)
    .optional()
    .describe(`How long the secret of before opens, too; left out: ${OVERLAP.standard}. 0: no longer.`),
})

const idParam = z.object({ id: lineSchema(100).openapi({ description: 'The key’s id.' }) })

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
      const { name, roles, scopes = null, expires_at = null } = c.req.valid('json')
      const wanted = { name: name.trim(), roles, scopes, expires_at }
      const caller = c.get('caller')
      const made = await makeKey(
        app,
        { ...wanted, ...presetSecret(c, app) },
        caller,
        securitySource(c, surfaceOf(c), caller),
      )
      if (!isSame(made.key, wanted)) refuseOther()
      return c.json({ ...presentKey(made.key), secret: made.secret }, 201, { location: `/api/v1/keys/${made.key.id}` })
    },
  )

  addOperation(
    api,
    { role: 'admin' },
    {
      method: 'post',
      path: '/api/v1/keys/{id}/rotate',
      operationId: 'rotateKey',
      tags,
      summary: 'Give a key another secret; the one before it opens for a while, too',
      request: { params: idParam, body: jsonBody(rotationBody, false) },
      responses: { 200: jsonResponse('The key with its new secret, shown this once', createdKeyView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const { overlap_hours = OVERLAP.standard } = c.req.valid('json') ?? {}
      const caller = c.get('caller')
      const source = securitySource(c, surfaceOf(c), caller)
      const { key, secret } = await rotateKey(app, { id, overlap_hours, ...presetSecret(c, app) }, caller, source)
      return c.json({ ...presentKey(key), secret }, 200)
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
      request: {
        params: idParam,
        query: z.object({
          even_own: z
            .enum(['true', 'false'])
            .optional()
            .openapi({ description: '`true` also revokes the key that asks for it (409 otherwise).' }),
        }),
      },
      responses: { 200: jsonResponse('The revoked key', keyView) },
    },
    async (c) => {
      const { id } = c.req.valid('param')
      const caller = c.get('caller')
      const even_own = c.req.valid('query').even_own === 'true'
      const key = await revokeKey(app, { id, even_own }, caller, securitySource(c, surfaceOf(c), caller))
      return c.json(presentKey(key), 200)
    },
  )
}

/**
 * With an Idempotency-Key the secret follows from it, the caller and the address, under the service's own key: a repeat
 * finds what it made.
 */
function presetSecret(c: ApiContext, app: App): { secret?: string } {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return {}
  const { tenant, actor } = c.get('caller')
  const address = c.req.path === '/api/v1/keys' ? [] : [c.req.path]
  return { secret: `dg_${app.keyRing.digest(JSON.stringify(['api key', tenant, actor, key, ...address]))}` }
}

/** Whether a repeated request is about the key that the first one made. */
function isSame(
  key: ApiKey,
  wanted: Pick<ApiKey, 'name' | 'roles' | 'scopes'> & { readonly expires_at: string | null },
): boolean {
  const asSet = (names: readonly string[] | null): string | undefined =>
    names === null ? undefined : [...new Set(names)].sort().join()
  const end = wanted.expires_at === null ? null : new Date(wanted.expires_at).toISOString()
  return (
    key.name === wanted.name &&
    asSet(key.roles) === asSet(wanted.roles) &&
    asSet(key.scopes) === asSet(wanted.scopes) &&
    key.expires_at === end
  )
}

const refuseOther = (): never =>
  unwrap(
    fail('idempotency_mismatch', 'This Idempotency-Key was used for another key. Use a new one for a new request.'),
  )

const presentKey = ({ tenant: _, roles, scopes, ...key }: ApiKey) => ({
  ...key,
  roles: [...roles],
  scopes: scopes === null ? null : [...scopes],
})
