/** What Slack is answered, whether it came over HTTP or over a socket: after it is kept, or, where Slack shows the answer at once, after it is worked. */
import type { Incoming } from './incoming.ts'
import { keep, type KeepDeps } from './keep.ts'
import { textAt, type Fields } from './read-body.ts'
import type { Worker } from './worker.ts'

export interface RespondDeps extends KeepDeps {
  readonly worker: Pick<Worker, 'answer'>
  /** Whether the app is installed in a workspace. */
  readonly isInstalled: (team: string) => Promise<boolean>
  /** What a command from anywhere else is answered. */
  readonly reinstall: () => Fields
}

/** The body of the answer, undefined for an empty one. Throws when what came could not be kept: Slack then sends it again, or says so to the person. */
export async function respondTo(deps: RespondDeps, incoming: Incoming): Promise<Fields | undefined> {
  const { kind, team, body } = incoming
  switch (kind) {
    case 'ignored': return undefined
    case 'url_verification': return { challenge: textAt(body, 'challenge') ?? '' }
    case 'block_suggestion': return (await deps.worker.answer(incoming)) ?? { options: [] }
    case 'view_submission': return deps.worker.answer(incoming)
    case 'command':
    case 'event':
    case 'interaction':
      if (kind === 'command' && !(await deps.isInstalled(team))) return deps.reinstall()
      await keep(deps, incoming)
      return undefined
  }
}
