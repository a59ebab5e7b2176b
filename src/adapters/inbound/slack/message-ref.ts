/** How events refer to channels and messages of Slack. Only the Slack adapter reads these references. */

/** A channel of a workspace. */
export interface ChannelAddress {
  readonly team: string
  readonly channel: string
}

/** A message in a channel. */
export interface MessageAddress extends ChannelAddress {
  /** The thread's first message; the message itself where it begins one. */
  readonly thread_ts: string
  readonly ts: string
}

/** `slack/T1/D1` */
export const channelRef = ({ team, channel }: ChannelAddress): string => `slack/${team}/${channel}`

/** `slack/T1/D1/1700000000.000100/1700000001.000200` */
export const messageRef = ({ team, channel, thread_ts, ts }: MessageAddress): string =>
  `slack/${team}/${channel}/${thread_ts}/${ts}`

const ID = '[A-Z0-9]{1,40}'
const TS = '\\d{1,12}\\.\\d{6}'
const CHANNEL_REF = new RegExp(`^slack/(${ID})/(${ID})$`)
const MESSAGE_REF = new RegExp(`^slack/(${ID})/(${ID})/(${TS})/(${TS})$`)

/** Undefined for a text that is no channel reference. */
export function parseChannelRef(text: string): ChannelAddress | undefined {
  const [, team, channel] = CHANNEL_REF.exec(text) ?? []
  return team === undefined || channel === undefined ? undefined : { team, channel }
}

/** Undefined for a text that is no message reference. */
export function parseMessageRef(text: string): MessageAddress | undefined {
  const [, team, channel, thread_ts, ts] = MESSAGE_REF.exec(text) ?? []
  return team === undefined || channel === undefined || thread_ts === undefined || ts === undefined
    ? undefined
    : { team, channel, thread_ts, ts }
}
