/**
 * What Slack is answered, whether it came over HTTP or over a socket: after it is kept, or, where Slack shows the
 * answer at once, after it is worked.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Incoming } from './incoming.ts'
import { saveToInbox, type SaveToInboxDeps } from '../inbox/save-to-inbox.ts'
import { textAt, type Fields } from './read-body.ts'
import type { Worker } from '../inbox/worker.ts'

export interface RespondDeps extends SaveToInboxDeps {
  readonly worker: Pick<Worker, 'processNow'>
  /** Whether the app is installed in a workspace. */
  readonly isInstalled: (team: string) => Promise<boolean>
  /** What a command from anywhere else is answered. */
  readonly reinstallMessage: () => Fields
}

/** Slack waits for three seconds. */
const INSTALL_CHECK_TIMEOUT_MS = 1000

/** Slack itself may have to be asked; what it does not say in time is found out when the command is worked. */
const mayBeInstalled = ({ isInstalled }: RespondDeps, team: string): Promise<boolean> =>
  Promise.race([isInstalled(team).catch(() => true), sleep(INSTALL_CHECK_TIMEOUT_MS, true, { ref: false })])

/**
 * The body of the answer, undefined for an empty one. Throws when what came could not be kept: Slack then sends it
 * again, or says so to the person.
 */
export async function respondTo(deps: RespondDeps, incoming: Incoming): Promise<Fields | undefined> {
  const { kind, team, body } = incoming
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
      if (kind === 'command' && !(await mayBeInstalled(deps, team))) return deps.reinstallMessage()
      await saveToInbox(deps, incoming)
      return undefined
  }
}
