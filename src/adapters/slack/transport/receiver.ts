/**
 * Slack's requests on the service's own port. What comes in is kept in the inbox before Slack gets its 200, and worked afterwards; only what
 * Slack shows at once (a modal that is submitted, suggestions) is worked inside the request.
 */
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Clock } from '../../../ports/clock.ts'
import type { KeyRing } from '../../../ports/key-ring.ts'
import { sort, type Incoming } from './incoming.ts'
import { keep, type KeepDeps } from './keep.ts'
import { readBody, textAt, type Fields } from './read-body.ts'
import { signatureFault } from './signature.ts'
import type { Worker } from './worker.ts'

export interface ReceiverDeps extends KeepDeps {
  readonly signing_secret: string
  readonly worker: Pick<Worker, 'answer'>
  /** Whether the app is installed in a workspace. */
  readonly isInstalled: (team: string) => Promise<boolean>
  /** What a command from anywhere else is answered. */
  readonly reinstall: () => Fields
  readonly keyRing: Pick<KeyRing, 'digest'>
  readonly clock: Clock
}

export const EVENTS_PATH = '/slack/events'

/** No payload of Slack's comes near. */
const MAX_BODY_BYTES = 2 * 1024 * 1024

export function receiverRoutes(deps: ReceiverDeps): Hono {
  const routes = new Hono()
  routes.use(EVENTS_PATH, bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => c.text('This is more than Slack ever sends.', 413) }))
  routes.post(EVENTS_PATH, (c) => received(deps, c))
  return routes
}

async function received(deps: ReceiverDeps, c: Context): Promise<Response> {
  const raw = await c.req.text()
  const now = Date.parse(deps.clock.now())
  const fault = signatureFault(deps.signing_secret, { timestamp: c.req.header('x-slack-request-timestamp'), signature: c.req.header('x-slack-signature'), body: raw }, now)
  if (fault !== undefined) {
    deps.logger.warn({ fault }, fault === 'stale' ? 'a request for Slack’s address was refused: its time is more than five minutes off (is this clock right?)' : 'a request for Slack’s address was refused: it is not signed by Slack, or SLACK_SIGNING_SECRET is another app’s')
    return c.text('This is not signed by Slack.', 401)
  }
  const body = readBody(c.req.header('content-type'), raw)
  if (body === undefined) return c.text('This body cannot be read.', 400)
  const incoming = sort(body, { digest: () => deps.keyRing.digest(raw), now })
  if (incoming === undefined) {
    deps.logger.warn({ type: textAt(body, 'type')?.slice(0, 100) ?? 'none' }, 'Slack sent something of a kind that is not known here')
    return c.body(null, 200)
  }
  return answered(deps, c, incoming)
}

async function answered(deps: ReceiverDeps, c: Context, incoming: Incoming): Promise<Response> {
  switch (incoming.kind) {
    case 'url_verification': return c.json({ challenge: textAt(incoming.body, 'challenge') ?? '' })
    case 'ignored': return c.body(null, 200)
    case 'block_suggestion':
    case 'view_submission':
      return c.json((await deps.worker.answer(incoming)) ?? (incoming.kind === 'block_suggestion' ? { options: [] } : {}))
    case 'command':
    case 'event':
    case 'interaction':
      if (incoming.kind === 'command' && !(await deps.isInstalled(incoming.team))) return c.json(deps.reinstall())
      await keep(deps, incoming)
      return c.body(null, 200)
  }
}
