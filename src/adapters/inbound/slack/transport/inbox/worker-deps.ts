/** What processing the inbox needs. */
import type { ReceiverEvent } from '@slack/bolt'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Inbox } from '../../../../../ports/slack/inbox.ts'
import type { InboxJobs } from '../../../../../ports/slack/inbox-jobs.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { Fields } from '../receiving/read-body.ts'

/** What the worker needs. */
export interface WorkerDeps {
  readonly inbox: Inbox
  readonly jobs: InboxJobs
  readonly processEvent: (event: ReceiverEvent) => Promise<void>
  /** Whether the app is still installed in the item's workspace; items of other workspaces are dropped. */
  readonly isInstalled: (body: Fields) => Promise<boolean>
  /** Tells whoever sent the item that it is set aside. */
  readonly tellSetAside: (body: Fields) => Promise<void>
  readonly clock: Clock
  readonly logger: Logger
}
