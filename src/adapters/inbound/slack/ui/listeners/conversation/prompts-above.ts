/** Finds the messages that asked for an answer above a message in its thread. */
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import type { MessageRecord } from '../../../../../../domain/outbox/outbox-decisions.ts'
import { messageRef, parseMessageRef } from '../../../message-ref.ts'
import { TooEarly } from '../../../transport/inbox/too-early.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { ConversationAccess } from './conversation-access.ts'
import { listSentMessages } from '../../../../../../queries/generation/list-sent-messages.ts'

/** A message that asks for an answer, above another message. */
export interface PromptAbove {
  readonly about: MessageRecord['about']
  readonly name: string | null
  /** The message's reference. The stream does not know it until it is recorded, so the question's name goes with it. */
  readonly message: string
}

/**
 * The messages that asked this person something before `ts`, latest first, in the given thread or in any. Throws
 * `TooEarly` while a message may or may not be posted.
 */
export async function findPromptsAbove(
  { deps, person, team }: Interaction,
  access: ConversationAccess,
  where: { readonly ts: string; readonly channel: string; readonly thread_ts?: string | undefined },
): Promise<readonly PromptAbove[]> {
  const isHere = (message: {
    readonly team: string
    readonly channel: string
    readonly thread_ts: string
    readonly ts: string
  }): boolean =>
    message.team === team &&
    message.channel === where.channel &&
    Number(message.ts) < Number(where.ts) &&
    (where.thread_ts === undefined || message.thread_ts === where.thread_ts)
  // Read the unrecorded messages before the stream: a message moves from the first to the second, so it is seen in at
  // least one.
  const notes = (await deps.unrecordedMessages(access.generation)).flatMap((note) => {
    const record = note.record === null ? undefined : (JSON.parse(note.record) as MessageRecord)
    return record !== undefined &&
      isCaller(person.caller, record.to ?? access.state.requester ?? '') &&
      PROMPTS.has(record.about)
      ? [{ note, record }]
      : []
  })
  if (notes.some(({ note: { state } }) => state === 'trying'))
    throw new TooEarly('It is not known yet which question stands above this message.')
  const shown = await listSentMessages(deps.app, access.generation)
  const recorded = shown.flatMap(({ message, about, name, to, live }) => {
    const parsed = parseMessageRef(message)
    // A proposed change that was decided asks nothing any more.
    return parsed !== undefined && isCaller(person.caller, to) && isHere(parsed) && (live || about !== 'correction')
      ? [{ about, name, message, ts: Number(parsed.ts) }]
      : []
  })
  const known = new Set(shown.map(({ message }) => message))
  const out = notes.flatMap(({ note: { ts, team: inTeam, channel, thread_ts }, record: { about, name } }) => {
    const parsed = ts === null ? undefined : { team: inTeam, channel, thread_ts: thread_ts ?? ts, ts }
    return parsed !== undefined && isHere(parsed)
      ? [{ about, name, message: messageRef(parsed), ts: Number(parsed.ts) }]
      : []
  })
  return [...recorded, ...out.filter(({ message }) => !known.has(message))].sort((a, b) => b.ts - a.ts)
}

const PROMPTS: ReadonlySet<string> = new Set(['question', 'review', 'waiting', 'correction', 'reminder'])
