/** Processes one envelope of Socket Mode and acknowledges it. */
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { KeyRing } from '../../../../../ports/keys/key-ring.ts'
import { classify } from '../receiving/classify.ts'
import { isFields } from '../receiving/read-body.ts'
import { respondTo, type RespondDeps } from '../receiving/respond.ts'
import type { SocketEnvelope } from './socket-connection.ts'

/** What handling an envelope needs. */
export interface EnvelopeDeps extends RespondDeps {
  readonly keyRing: Pick<KeyRing, 'digest'>
  readonly clock: Clock
}

/** Saves or processes an envelope, then acknowledges it. Never rejects. */
export async function handleEnvelope(deps: EnvelopeDeps, { body, ack }: SocketEnvelope): Promise<void> {
  try {
    const now = Date.parse(deps.clock.now())
    const incoming = isFields(body)
      ? classify(body, { digest: () => deps.keyRing.digest(JSON.stringify(body)), now })
      : undefined
    await ack(incoming === undefined ? undefined : await respondTo(deps, incoming))
  } catch (error) {
    // Without an acknowledgement Slack redelivers events.
    const detail = errorMessage(error)
    deps.logger.error({ error: detail }, 'what came over the socket could not be kept')
  }
}
