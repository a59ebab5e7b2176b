/** Processes a delivery inside the request, because Slack shows the response at once. */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Incoming } from '../receiving/incoming.ts'
import { saveToInbox } from './save-to-inbox.ts'
import { isFields, type Fields } from '../receiving/read-body.ts'
import { type InboxContext, rememberInboxId } from './inbox-id.ts'
import type { WorkerDeps } from './worker-deps.ts'

/** Slack waits three seconds. */
const ACK_TIMEOUT_MS = 2000

type AckOutcome = { readonly acked: true; readonly response: unknown } | { readonly acked: false }

/** See `Worker.processNow`. */
export async function processNow(deps: WorkerDeps, incoming: Incoming): Promise<Fields | undefined> {
  const { id, body, kind } = incoming
  rememberInboxId(body, id)
  const first = Promise.withResolvers<AckOutcome>()
  const ack = async (response?: unknown): Promise<void> => first.resolve({ acked: true, response })
  const working = deps.processEvent({
    body,
    customProperties: { inboxId: id, late: false } satisfies InboxContext,
    ack,
  })
  // A listener that returns without `ack` accepts the delivery.
  working.then(
    () => first.resolve({ acked: true, response: undefined }),
    () => first.resolve({ acked: false }),
  )
  const timeUp = new AbortController()
  const late = sleep<AckOutcome>(ACK_TIMEOUT_MS, { acked: false }, { signal: timeUp.signal }).catch((): AckOutcome => ({
    acked: false,
  }))
  const outcome = await Promise.race([first.promise, late])
  timeUp.abort()
  if (kind === 'view_submission') {
    if (!outcome.acked) await saveToInbox(deps, incoming)
    else
      working
        .catch(() => saveToInbox(deps, incoming))
        .catch((error: unknown) =>
          deps.logger.error(
            { item: id, error: errorMessage(error) },
            'what was submitted could neither be worked nor kept',
          ),
        )
  }
  return outcome.acked && isFields(outcome.response) ? outcome.response : undefined
}
