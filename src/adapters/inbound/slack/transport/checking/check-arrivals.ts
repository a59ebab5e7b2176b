/** Says what the first arrivals tell of the addresses at Slack. */
import type { ArrivalTimes } from '../../../../../ports/slack/arrivals.ts'
import type { SlackFinding } from '../../../../../ports/slack/slack-check.ts'
import { ok, unknown, wrong } from './findings.ts'

const VERIFY =
  'At api.slack.com/apps → “Event Subscriptions” choose “Retry” beside the Request URL until it says “Verified”, and ' +
  'save. Then write to the app in Slack, and check again.'
const SUBSCRIBE =
  'At api.slack.com/apps → “Event Subscriptions” switch events on, with those of the manifest. Then write to the app ' +
  'in Slack, and check again.'
const INTERACTIVITY =
  'Type /docgen in Slack and click something. If Slack warns that it did not work, see “Interactivity & Shortcuts” ' +
  'at api.slack.com/apps: it must be on'

/** Events, commands, and clicks. `over_http`: Slack calls this address; undefined with Socket Mode. */
export function checkArrivals(times: ArrivalTimes, over_http: string | undefined): readonly SlackFinding[] {
  return [checkEvents(times, over_http), checkCommands(times), checkInteractions(times, over_http)]
}

function checkEvents(
  { event, unrecorded, command, interaction }: ArrivalTimes,
  over_http: string | undefined,
): SlackFinding {
  const remedy = over_http === undefined ? SUBSCRIBE : VERIFY
  if (event !== undefined) return ok('events', `They come, since ${event}.`)
  if (unrecorded !== undefined)
    return unknown('events', 'None has come since this version runs, and the one before did not record them.', remedy)
  return command === undefined && interaction === undefined
    ? wrong('events', 'No event has come yet.', remedy)
    : wrong('events', 'Commands and clicks come, and no event: what people type is lost.', remedy)
}

const checkCommands = ({ command }: ArrivalTimes): SlackFinding =>
  command === undefined
    ? unknown('commands', 'Nobody has typed /docgen yet.', 'Type it in Slack, and check again.')
    : ok('commands', `They come, since ${command}.`)

const checkInteractions = ({ interaction }: ArrivalTimes, over_http: string | undefined): SlackFinding =>
  interaction === undefined
    ? unknown(
        'clicks',
        'Nobody has clicked yet.',
        `${INTERACTIVITY}${over_http === undefined ? '.' : `, with the Request URL ${over_http}.`}`,
      )
    : ok('clicks', `They come, since ${interaction}.`)
