/**
 * Processes the inbox items of one conversation in order through Bolt’s listeners. A failed item is retried and parked
 * in the end.
 */
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { InboxItem } from '../../../../../ports/slack/inbox.ts'
import { type InboxContext, rememberInboxId } from './inbox-id.ts'
import type { WorkerDeps } from './worker-deps.ts'
import { TooEarly } from './too-early.ts'
import type { Fields } from '../receiving/read-body.ts'

const MAX_ATTEMPTS = 6

/** Longer than a message may be in doubt. */
const MAX_TOO_EARLY_MS = 3 * 86_400_000

/**
 * Processes the waiting items in order. Throws when an item must be retried: later items wait for it. After an item
 * that was retried the rest gets a job of its own, and does not begin with the long waits that the item ended with.
 */
export async function processConversation(deps: WorkerDeps, conversation: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    if (signal?.aborted === true) return
    const item = await deps.inbox.beginNext(conversation)
    if (item === undefined) return
    try {
      await processItem(deps, item)
    } catch (error) {
      const age = Date.parse(deps.clock.now()) - Date.parse(item.received_at)
      if (error instanceof TooEarly && age < MAX_TOO_EARLY_MS) {
        await deps.inbox.defer(item.id)
        throw error
      }
      const given_up = item.attempts >= MAX_ATTEMPTS
      await deps.inbox.markFailed(item.id, errorMessage(error), given_up)
      if (!given_up) throw error
      deps.logger.error(
        { item: item.id, attempts: item.attempts, error: errorMessage(error) },
        'something that came in from Slack is set aside: see “docgen parked list”',
      )
      await tell(deps, item)
      return deps.jobs.enqueue(conversation)
    }
    await deps.inbox.markDone(item.id)
    if (item.attempts > 1) return deps.jobs.enqueue(conversation)
  }
}

/** Best effort: what broke the item may break this, too. */
async function tell({ tellSetAside, logger }: WorkerDeps, { id, payload }: InboxItem): Promise<void> {
  try {
    await tellSetAside(JSON.parse(payload) as Fields)
  } catch (error) {
    logger.warn({ item: id, error: errorMessage(error) }, 'nobody could be told that it is set aside')
  }
}

async function processItem(
  { processEvent, isInstalled: mayWork }: WorkerDeps,
  { id, payload, attempts }: InboxItem,
): Promise<void> {
  // A crash counts as an attempt, so an item that crashes the process is not retried forever.
  if (attempts > 2 * MAX_ATTEMPTS) throw new Error('The service stopped each time it worked this.')
  const body = JSON.parse(payload) as Record<string, unknown>
  if (!(await mayWork(body))) return
  rememberInboxId(body, id)
  await processEvent({
    body,
    customProperties: { inboxId: id, late: true } satisfies InboxContext,
    ack: async () => undefined,
  })
}
