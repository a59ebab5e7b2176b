/** From a request to the context of its command: who, from where, and, with an Idempotency-Key, which one. */
import { z } from '@hono/zod-openapi'
import { createCommandRequest } from '../../../../../commands/command-metadata.ts'
import type { CommandRequest } from '../../../../../commands/command-request.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { KeyRing } from '../../../../../ports/keys/key-ring.ts'
import type { ApiContext } from '../api-types.ts'

/** 1 to 255 visible ASCII characters. */
export const idempotencyKeySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'An Idempotency-Key has 1 to 255 visible ASCII characters, without spaces.')

/**
 * `body` is what is asked, as a JSON value; for a file its hash stands in for it. A key counts for one address: the
 * same one elsewhere is another.
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
    surface: c.req.header('docgen-surface') === 'cli' ? 'cli' : 'http',
    idempotency_key: key === undefined ? undefined : `${address} ${key}`,
    request: { address, body, if_match: c.req.header('if-match') ?? null },
    correlation_id: c.get('requestId'),
  })
  return { ...request, if_revision: c.get('if_revision') }
}
