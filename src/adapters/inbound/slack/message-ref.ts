/** How messages and places of Slack are named in events: opaque to everybody else. */

export interface SlackPlace {
  readonly team: string
  readonly channel: string
}

export interface SlackMessage extends SlackPlace {
  /** The thread's first message; the message itself where it begins one. */
  readonly thread_ts: string
  readonly ts: string
}

/** `slack/T1/D1` */
export const placeRef = ({ team, channel }: SlackPlace): string => `slack/${team}/${channel}`

/** `slack/T1/D1/1700000000.000100/1700000001.000200` */
export const messageRef = ({ team, channel, thread_ts, ts }: SlackMessage): string =>
  `slack/${team}/${channel}/${thread_ts}/${ts}`

const ID = '[A-Z0-9]{1,40}'
const TS = '\\d{1,12}\\.\\d{6}'
const PLACE = new RegExp(`^slack/(${ID})/(${ID})$`)
const MESSAGE = new RegExp(`^slack/(${ID})/(${ID})/(${TS})/(${TS})$`)

/** Undefined for what is no place of Slack's. */
export function parsePlace(text: string): SlackPlace | undefined {
  const [, team, channel] = PLACE.exec(text) ?? []
  return team === undefined || channel === undefined ? undefined : { team, channel }
}

/** Undefined for what is no message of Slack's. */
export function parseMessageRef(text: string): SlackMessage | undefined {
  const [, team, channel, thread_ts, ts] = MESSAGE.exec(text) ?? []
  return team === undefined || channel === undefined || thread_ts === undefined || ts === undefined
    ? undefined
    : { team, channel, thread_ts, ts }
}
