/** Who caused a security event, by a request over HTTP. */
import type { Context } from 'hono'
import type { SecuritySource } from '../../../../commands/account/record-security-event.ts'
import type { Surface } from '../../../../domain/kernel/event.ts'

/** `who` did it; without an actor, the account itself. */
export const securitySource = (
  c: Context,
  surface: Surface,
  { tenant, actor }: { readonly tenant: string; readonly actor?: string },
): SecuritySource => ({ tenant, by: actor, surface, request_id: c.get('requestId') })
