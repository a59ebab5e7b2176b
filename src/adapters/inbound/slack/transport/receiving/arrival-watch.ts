/**
 * Notices that Slack sends commands and clicks but never an event: its address was not verified, and what people type
 * never arrives. Once a single event has come, ever, to any instance, nothing is said: a quiet day is no fault.
 */
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { ArrivalKind, Arrivals, ArrivalTimes } from '../../../../../ports/slack/arrivals.ts'
import type { Incoming } from './incoming.ts'
import { textAt } from './read-body.ts'

/** What watching arrivals needs. */
export interface ArrivalWatchDeps {
  readonly arrivals: Arrivals
  readonly clock: Clock
  readonly logger: Logger
}

/** Watches what arrives. */
export interface ArrivalWatch {
  /** Notes a delivery that was signed by Slack. Never throws, and nobody waits for it. */
  note(incoming: Incoming): void
  /** Whether people click in the app's direct messages, and no event has come although it should have by now. */
  lacksEvents(): Promise<boolean>
}

/** Slack tries an event again after one and after five minutes: so long it may be on its way. */
const DUE_MS = 10 * 60_000

/** Watches on behalf of one instance; what came first stands in the store. */
export function watchArrivals({ arrivals, clock, logger }: ArrivalWatchDeps): ArrivalWatch {
  const noted = new Set<ArrivalKind>()
  let warned = false

  const lacksEvents = async (): Promise<boolean> =>
    !noted.has('event') && isLackingEvents(await arrivals.times(), clock.now())

  const noteKinds = async (kinds: readonly ArrivalKind[]): Promise<void> => {
    for (const kind of kinds) {
      if (noted.has(kind)) continue
      await arrivals.record(kind)
      noted.add(kind)
    }
    if (warned || !kinds.includes('direct_click') || !(await lacksEvents())) return
    warned = true
    logger.warn(
      {},
      'people click in Slack, and no event has ever come, so that typed answers are lost: open “Event Subscriptions” ' +
        'on the app’s page at api.slack.com/apps, and choose “Retry” beside the Request URL (see docs/slack.md)',
    )
  }

  return {
    lacksEvents,
    note(incoming) {
      noteKinds(arrivalKindsOf(incoming)).catch((error: unknown) =>
        logger.warn({ error: errorMessage(error) }, 'what came from Slack could not be noted'),
      )
    },
  }
}

/** Whether events are due, and none has come. */
export const isLackingEvents = ({ event, unrecorded, direct_click }: ArrivalTimes, now: string): boolean =>
  event === undefined &&
  unrecorded === undefined &&
  direct_click !== undefined &&
  Date.parse(now) - Date.parse(direct_click) > DUE_MS

function arrivalKindsOf({ kind, body }: Incoming): readonly ArrivalKind[] {
  // The app's own messages are events, too.
  if (textAt(body, 'type') === 'event_callback') return ['event']
  if (kind === 'command') return ['command']
  if (kind !== 'interaction' && kind !== 'view_submission' && kind !== 'block_suggestion') return []
  const channel = textAt(body, 'container', 'channel_id') ?? textAt(body, 'channel', 'id')
  const is_direct = textAt(body, 'type') === 'block_actions' && channel?.startsWith('D') === true
  return is_direct ? ['interaction', 'direct_click'] : ['interaction']
}
