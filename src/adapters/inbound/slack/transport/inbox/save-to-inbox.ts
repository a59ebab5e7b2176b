/** Saves a delivery to the inbox. */
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Inbox } from '../../../../../ports/slack/inbox.ts'
import type { InboxJobs } from '../../../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { Incoming } from '../receiving/incoming.ts'

/** What saving to the inbox needs. */
export interface SaveToInboxDeps {
  readonly inbox: Pick<Inbox, 'add'>
  readonly jobs: Pick<InboxJobs, 'enqueue'>
  readonly logger: Logger
}

/**
 * Saves the delivery and enqueues its conversation. Once it is saved nothing is lost: the sweep enqueues it if this job
 * fails.
 */
export async function saveToInbox(
  { inbox, jobs, logger }: SaveToInboxDeps,
  { id, conversation, ts, body }: Incoming,
): Promise<'added' | 'known'> {
  const kept = await inbox.add({ id, conversation, ts, payload: JSON.stringify(body) })
  if (kept === 'added') {
    jobs
      .enqueue(conversation)
      .catch((error: unknown) =>
        logger.warn({ error: errorMessage(error) }, 'a conversation could not be woken: the sweep will'),
      )
  }
  return kept
}
