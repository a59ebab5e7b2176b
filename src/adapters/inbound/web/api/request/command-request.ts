/** Makes the `CommandRequest` of an HTTP request: caller, surface, idempotency key and precondition. */
import { z } from '@hono/zod-openapi'
import { createCommandRequest } from '../../../../../commands/command-metadata.ts'
import type { CommandRequest } from '../../../../../commands/command-request.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { KeyRing } from '../../../../../ports/keys/key-ring.ts'
import { surfaceOf } from '../../shared/security-source.ts'
import type { ApiContext } from '../api-types.ts'

/** 1 to 255 visible ASCII characters. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'An Idempotency-Key has 1 to 255 visible ASCII characters, without spaces.')

/**
 * `body` is the request as a JSON value; a file is represented by its hash. An idempotency key counts for one address
 * only.
 */
export function commandFromRequest(
  c: ApiContext,
  effects: { readonly clock: Clock; readonly keyRing: KeyRing },
  body: unknown,
): CommandRequest {
  const address = `${c.req.method} ${c.req.path}`
  const key = c.req.header('idempotency-key')
  const request = createCommandRequest(effects, {
    caller: c.get('caller'),
    surface: surfaceOf(c),
    idempotency_key: key === undefined ? undefined : `${address} ${key}`,
    request: { address, body, if_match: c.req.header('if-match') ?? null },
    correlation_id: c.get('requestId'),
  })
  return { ...request, if_revision: c.get('if_revision') }
}
