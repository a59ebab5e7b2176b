/** Who caused a security event, by a request over HTTP. */
import type { Context } from 'hono'
import type { SecuritySource } from '../../../../commands/account/record-security-event.ts'
import type { Surface } from '../../../../domain/kernel/event.ts'

/** The surface of a request to the API: the terminal says that it is one. */
export const surfaceOf = (c: Context): Surface => (c.req.header('docgen-surface') === 'cli' ? 'cli' : 'http')

/** `who` did it; without an actor, the account itself. */
export const securitySource = (
  c: Context,
  surface: Surface,
  { tenant, actor }: { readonly tenant: string; readonly actor?: string },
): SecuritySource => ({
  tenant,
  by: actor,
  surface,
  request_id: c.get('requestId'),
  // Set by the limits, which know the proxies.
  address: c.get('clientAddress'),
})
