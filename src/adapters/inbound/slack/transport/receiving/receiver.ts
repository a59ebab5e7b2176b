/**
 * Receives Slack's requests over HTTP. A delivery is saved to the inbox before Slack gets its 200, and processed
 * afterwards. Only what Slack shows at once (submitted modals, suggestions) is processed inside the request.
 */
import { Hono, type Context } from 'hono'
import { Refused } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { KeyRing } from '../../../../../ports/keys/key-ring.ts'
import { bodyMemory } from '../../../request-body/body-memory.ts'
import { heavyTurns } from '../../../request-body/heavy-turns.ts'
import { bodySource, readUpTo } from '../../../request-body/read-up-to.ts'
import { classify } from './classify.ts'
import { readBody, textAt } from './read-body.ts'
import { respondTo, type RespondDeps } from './respond.ts'
import { findSignatureFault, findHeaderFault, type SignatureFault } from './signature.ts'

/** What the receiver needs. */
export interface ReceiverDeps extends RespondDeps {
  readonly signing_secret: string
  readonly keyRing: Pick<KeyRing, 'digest'>
  readonly clock: Clock
}

/** The path that Slack sends all requests to. */
export const EVENTS_PATH = '/slack/events'

/** Far above any payload of Slack. */
const MAX_BODY_BYTES = 2 * 1024 * 1024

/** The route of all requests from Slack. */
export function receiverRoutes(deps: ReceiverDeps): Hono {
  const routes = new Hono()
  // The body of an unsigned request is not even read.
  routes.post(EVENTS_PATH, async (c, next) => {
    const fault = findHeaderFault(signatureHeaders(c), Date.parse(deps.clock.now()))
    return fault === undefined ? next() : refuseUnsigned(deps, c, fault)
  })
  // Slack redelivers events; for clicks and forms it tells the person that it did not work.
  routes.onError((error, c) => {
    if (error instanceof Refused && error.error.code === 'too_large')
      return c.text('This is more than Slack ever sends.', 413)
    deps.logger.error({ error: error.message }, 'what came in from Slack could not be kept')
    return c.text('It could not be kept. Send it again.', 500)
  })
  routes.post(EVENTS_PATH, (c) => handleRequest(deps, c))
  return routes
}

/** Anybody can send a body with headers that look like Slack's: it counts until its signature is checked. */
async function readRaw(c: Context): Promise<string> {
  const hold = bodyMemory.reserve()
  try {
    const bytes = await readUpTo(bodySource(c), MAX_BODY_BYTES, hold)
    return await heavyTurns.take(bytes.length, () => new TextDecoder().decode(bytes))
  } finally {
    hold.release()
  }
}

async function handleRequest(deps: ReceiverDeps, c: Context): Promise<Response> {
  const raw = await readRaw(c)
  const now = Date.parse(deps.clock.now())
  const fault = findSignatureFault(deps.signing_secret, { ...signatureHeaders(c), body: raw }, now)
  if (fault !== undefined) return refuseUnsigned(deps, c, fault)
  const body = readBody(c.req.header('content-type'), raw)
  if (body === undefined) return c.text('This body cannot be read.', 400)
  const incoming = classify(body, { digest: () => deps.keyRing.digest(raw), now })
  if (incoming === undefined) {
    deps.logger.warn(
      { type: textAt(body, 'type')?.slice(0, 100) ?? 'none' },
      'Slack sent something of a kind that is not known here',
    )
    return c.body(null, 200)
  }
  const response = await respondTo(deps, incoming)
  return response === undefined ? c.body(null, 200) : c.json(response)
}

const signatureHeaders = (c: Context) => ({
  timestamp: c.req.header('x-slack-request-timestamp'),
  signature: c.req.header('x-slack-signature'),
})

function refuseUnsigned({ logger }: ReceiverDeps, c: Context, fault: SignatureFault): Response {
  logger.warn(
    { fault },
    fault === 'stale'
      ? 'a request for Slack’s address was refused: its time is more than five minutes off (is this clock right?)'
      : 'a request for Slack’s address was refused: it is not signed by Slack, or SLACK_SIGNING_SECRET is ' +
          'another app’s',
  )
  return c.text('This is not signed by Slack.', 401)
}
