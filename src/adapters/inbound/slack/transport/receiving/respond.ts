/**
 * The response to a delivery, over HTTP or a socket: after it is saved, or, where Slack shows the response at once,
 * after it is processed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ArrivalWatch } from './arrival-watch.ts'
import type { Incoming } from './incoming.ts'
import type { InstalledIn } from './installed-in.ts'
import { saveToInbox, type SaveToInboxDeps } from '../inbox/save-to-inbox.ts'
import { textAt, type Fields } from './read-body.ts'
import type { Worker } from '../inbox/worker.ts'

/** What responding needs. */
export interface RespondDeps extends SaveToInboxDeps {
  readonly worker: Pick<Worker, 'processNow'>
  readonly arrivals: Pick<ArrivalWatch, 'note'>
  /** Whether the app is installed in a workspace. */
  readonly isInstalled: (where: InstalledIn) => Promise<boolean>
  /** The response to a command from a workspace without the app. */
  readonly reinstallMessage: () => Fields
}

/** Slack waits three seconds. */
const INSTALL_CHECK_TIMEOUT_MS = 1000

/** The check may call Slack. If it takes too long, it is repeated when the command is processed. */
const mayBeInstalled = ({ isInstalled }: RespondDeps, incoming: Incoming): Promise<boolean> =>
  Promise.race([isInstalled(incoming).catch(() => true), sleep(INSTALL_CHECK_TIMEOUT_MS, true, { ref: false })])

/**
 * The body of the response, undefined for an empty one. Throws when the delivery could not be saved: Slack then
 * redelivers it, or tells the person.
 */
export async function respondTo(deps: RespondDeps, incoming: Incoming): Promise<Fields | undefined> {
  const { kind, body } = incoming
  deps.arrivals.note(incoming)
  switch (kind) {
    case 'ignored':
      return undefined
    case 'url_verification':
      return { challenge: textAt(body, 'challenge') ?? '' }
    case 'block_suggestion':
      return (await deps.worker.processNow(incoming)) ?? { options: [] }
    case 'view_submission':
      return deps.worker.processNow(incoming)
    case 'command':
    case 'event':
    case 'interaction':
      if (kind === 'command' && !(await mayBeInstalled(deps, incoming))) return deps.reinstallMessage()
      await saveToInbox(deps, incoming)
      return undefined
  }
}
