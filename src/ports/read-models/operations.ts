/** Operations that run in the background. Their progress is in the status of the read models. */

import type { CheckSlack } from '../slack/slack-check.ts'

export interface Operations {
  /** Requests a rebuild of a read model. False where there is none of that name. */
  rebuild(name: string): Promise<boolean>
  /** Accepts the event store as it is: requests a rebuild of every read model and begins all processes again. */
  rebuildAll(): Promise<void>
  /** Requests a retry of a parked stream. False where that stream is not parked. */
  retryStream(subscription: string, stream: string): Promise<boolean>
  /** Left out where no Slack app is named. */
  readonly checkSlack?: CheckSlack | undefined
}
