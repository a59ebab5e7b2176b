/**
 * Authenticates callers by bearer key alone; cookies belong to the console. Every route under /api needs a key, and
 * each operation a role.
 */
import type { MiddlewareHandler } from 'hono'
import { refuseOtherTenants, requireRole } from '../../../../commands/command-request.ts'
import type { Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { ApiKeys } from '../../../../ports/people/api-keys.ts'
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
      return unwrap(fail('unauthenticated', 'This key is not known, or was revoked. Ask an admin for another one.'))
    c.set('caller', caller)
    c.set('secret', secret)
    return next()
  }
}

/** The bearer key of a request, or undefined. */
const readBearerKey = (c: ApiContext): string | undefined => BEARER.exec(c.req.header('authorization') ?? '')?.[1]

/** Refuses callers without the role (`forbidden`). */
export function requireCallerRole(role: Role): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    requireRole(c.get('caller'), role)
    await next()
  }
}

/** Refuses callers of other tenants than the one that runs the installation (`forbidden`). */
export const requireOperator: MiddlewareHandler<ApiEnv> = async (c, next) => {
  refuseOtherTenants(c.get('caller'))
  await next()
}
