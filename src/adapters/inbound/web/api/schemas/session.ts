/** Sessions in the console, on the wire. */
import { z } from '@hono/zod-openapi'
import { SIGN_IN_METHODS } from '../../../../../domain/account/account-events.ts'
import type { Session } from '../../../../../ports/people/sessions.ts'
import { deviceName } from '../../shared/device-name.ts'

export const sessionView = z
  .object({
    id: z.string().describe('What ends it.'),
    method: z.enum(SIGN_IN_METHODS).describe('How they came in.'),
    device: z.string().describe('The browser and system, in a few words; empty where unknown.'),
    begun_at: z.iso.datetime().nullable().describe('When they signed in; null for a session of an older version.'),
    last_used_at: z.iso.datetime().nullable().describe('To the minute; null as `begun_at`.'),
    ends_at: z.iso.datetime().describe('When it ends, however much it is used.'),
  })
  .openapi('Session', { description: 'A session in the console that has not ended.' })

export const endedView = z
  .object({ ended: z.int().min(0).describe('How many sessions ended.') })
  .openapi('EndedSessions', { description: 'What signing out everywhere did.' })

export const presentSession = ({ id, method, device, begun_at, last_used_at, ends_at }: Session) => ({
  id,
  method,
  device: deviceName(device),
  begun_at: begun_at || null,
  last_used_at: last_used_at || null,
  ends_at,
})
