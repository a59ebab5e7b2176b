/**
 * Authenticates callers by bearer key alone; cookies belong to the console. Every route under /api needs a key, and
 * each operation a role.
 */
import type { MiddlewareHandler } from 'hono'
import { refuseOtherTenants, requireRole } from '../../../../commands/command-request.ts'
import { hasScope, type AccessScope } from '../../../../domain/account/scopes.ts'
import { hasRole, type Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { ApiKeys } from '../../../../ports/people/api-keys.ts'
import { surfaceOf } from '../shared/security-source.ts'
import type { ApiContext, ApiEnv } from './api-types.ts'

/** RFC 6750 §2.1, and not longer than any key of ours. */
const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]{1,512}=*)$/i

export function authenticate({
  apiKeys,
}: {
  readonly apiKeys: Pick<ApiKeys, 'authenticate'>
}): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const secret = readBearerKey(c)
    if (secret === undefined)
      return unwrap(fail('unauthenticated', 'This needs a key. Send it as “Authorization: Bearer KEY”.'))
    const caller = await apiKeys.authenticate(secret)
    if (caller === undefined)
      return unwrap(
        fail('unauthenticated', 'This key is not known, has expired or was revoked. Ask an admin for another one.'),
      )
    c.set('caller', caller)
    c.set('secret', secret)
    return next()
  }
}

/** The bearer key of a request, or undefined. */
const readBearerKey = (c: ApiContext): string | undefined => BEARER.exec(c.req.header('authorization') ?? '')?.[1]

/** Refuses callers without the role or the scope (`forbidden`), and notes it. */
export function requireAccess(operation: string, role: Role, scope: AccessScope): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const caller = c.get('caller')
    const needs = !hasRole(caller, role) ? `role:${role}` : !hasScope(caller, scope) ? `scope:${scope}` : undefined
    if (needs !== undefined) {
      await c.get('notes').accessRefused(c, surfaceOf(c), caller, { operation, needs })
      requireRole(caller, role)
      unwrap(
        fail(
          'forbidden',
          `This key is held to other scopes, and this needs “${scope}”. Ask an admin for a key with it.`,
          {
            scope,
          },
        ),
      )
    }
    await next()
  }
}

/** Refuses callers of other tenants than the one that runs the installation (`forbidden`). */
export const requireOperator: MiddlewareHandler<ApiEnv> = async (c, next) => {
  refuseOtherTenants(c.get('caller'))
  await next()
}
