/** Finds the thread or channel that a message goes to, and begins the thread where there is none. */
import type { SendOutcome } from '../../../../../domain/outbox/outbox-decisions.ts'
import { RetryAt, type OutgoingMessage } from '../../../../../ports/generation/messenger.ts'
import type { PlannedMessage } from '../../../../../ports/slack/slack-records.ts'
import type { ChannelAddress } from '../../message-ref.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import type { Directory } from '../workspaces/directory.ts'
import { postMessage, type MessageContent } from './post-message.ts'
import { toRetryError, type PostingDeps } from './posting-attempt.ts'
import { rootMessageId } from './threads.ts'

/** Renders the first message of a conversation's thread. */
export interface RootMessageRenderer {
  renderRootMessage(team: string, message: OutgoingMessage): Promise<MessageContent>
}

/** What finding a target needs. */
export interface MessageTargetDeps extends PostingDeps {
  readonly directory: Pick<Directory, 'slackUserOf' | 'dmChannelOf'>
  readonly renderer: RootMessageRenderer
}

/** Where a message goes; `thread_ts` is null for one that begins a thread. */
export interface MessageTarget extends ChannelAddress {
  readonly thread_ts: string | null
  /** Whether a message in a thread is shown in the channel, too. */
  readonly broadcast: boolean
}

/** A message that Slack will never accept. */
export type RefusedOutcome = Extract<SendOutcome, { outcome: 'refused' }>

/** The outcome of a message that cannot be sent. */
export const refusedOutcome = (reason: string, detail: string): RefusedOutcome => ({
  outcome: 'refused',
  reason,
  detail,
})

const ROOT_RETRY_MS = 60_000

/** The requester's thread, a colleague's direct messages, or the channel itself. Throws `RetryAt`. */
export async function findMessageTarget(
  deps: MessageTargetDeps,
  place: ChannelAddress,
  message: OutgoingMessage,
): Promise<MessageTarget | RefusedOutcome> {
  if (message.about === 'share') return { ...place, thread_ts: null, broadcast: false }
  return message.to === undefined || message.to === message.requester
    ? findRequesterThread(deps, place, message)
    : findColleagueThread(deps, place.team, message, message.to)
}

async function findColleagueThread(
  deps: MessageTargetDeps,
  team: string,
  { generation }: OutgoingMessage,
  to: string,
): Promise<MessageTarget | RefusedOutcome> {
  const user = await deps.directory.slackUserOf(team, to)
  if (user === undefined)
    return refusedOutcome('user_not_found', 'This colleague is not known in the workspace of the conversation.')
  try {
    const channel = await deps.directory.dmChannelOf(team, user)
    const known = (await deps.records.threadsOfGeneration(generation)).find(
      (thread) => thread.team === team && thread.channel === channel,
    )
    return { team, channel, thread_ts: known?.thread_ts ?? null, broadcast: known?.broadcast === true }
  } catch (error) {
    if (error instanceof CallFailed && error.failure.kind === 'refused')
      return refusedOutcome(error.failure.error, `The colleague cannot be messaged: ${error.failure.detail}`)
    throw toRetryError(deps, { attempts: 1, state: 'planned' }, error)
  }
}

/** The thread of the conversation; its first message is posted where there is none yet. */
async function findRequesterThread(
  deps: MessageTargetDeps,
  { team, channel }: ChannelAddress,
  message: OutgoingMessage,
): Promise<MessageTarget | RefusedOutcome> {
  const { records, renderer, clock } = deps
  const known = (await records.threadsOfGeneration(message.generation)).find(
    (thread) => thread.main && thread.team === team && thread.channel === channel,
  )
  if (known !== undefined) return { team, channel, thread_ts: known.thread_ts, broadcast: known.broadcast }
  const root: PlannedMessage = {
    id: rootMessageId(message.generation, team, channel),
    generation: message.generation,
    team,
    channel,
    thread_ts: null,
    record: null,
  }
  const sent = await postMessage(deps, await records.planMessage(root), () => renderer.renderRootMessage(team, message))
  if (sent.outcome === 'refused') return sent
  if (sent.outcome === 'uncertain')
    throw new RetryAt(new Date(Date.parse(clock.now()) + ROOT_RETRY_MS).toISOString(), 1, sent.detail)
  await records.addThread({
    team,
    channel,
    thread_ts: sent.ts,
    generation: message.generation,
    main: true,
    broadcast: true,
  })
  await records.deleteMessage(root.id)
  return { team, channel, thread_ts: sent.ts, broadcast: true }
}
