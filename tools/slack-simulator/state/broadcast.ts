/**
 * Replies that are shown in their channel, too. What stands there is a reference: it “cannot contain attachments or
 * message buttons”. https://docs.slack.dev/reference/events/message/thread_broadcast
 */
import type { Json, Message } from './model.ts'

export const isBroadcast = ({ subtype }: Pick<Message, 'subtype'>): boolean => subtype === 'thread_broadcast'

/** Whether the message is seen in its channel, beside all threads. */
export const isOutsideThreads = ({ ts, threadTs, subtype }: Pick<Message, 'ts' | 'threadTs' | 'subtype'>): boolean =>
  threadTs === undefined || threadTs === ts || isBroadcast({ subtype })

/** What a reference shows of its message's blocks. */
export const referenceBlocks = (blocks: Json[]): Json[] =>
  blocks
    .filter(({ type }) => type !== 'actions' && type !== 'input')
    .map(({ accessory: _accessory, ...block }): Json => block)
