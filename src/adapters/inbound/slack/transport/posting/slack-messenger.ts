/**
 * Posts messages of conversations in Slack: in the conversation's thread, in a colleague's direct messages, or as a
 * file in a channel.
 */
import { errorMessage, Refused } from '../../../../../domain/kernel/errors.ts'
import type { SendOutcome, MessageRecord } from '../../../../../domain/outbox/outbox-decisions.ts'
import {
  RetryAt,
  type MessageOutcome,
  type Messenger,
  type OutgoingMessage,
  type StaleMessage,
} from '../../../../../ports/generation/messenger.ts'
import type { UnrecordedMessage } from '../../../../../ports/slack/slack-records.ts'
import { messageRef, parseMessageRef, parseChannelRef } from '../../message-ref.ts'
import {
  findMessageTarget,
  refusedOutcome,
  type MessageTargetDeps,
  type RootMessageRenderer,
} from './message-target.ts'
import { findEarlierFile } from './find-shared-file.ts'
import type { ButtonBudget } from './button-budget.ts'
import type { PacedUpdates, UpdatedMessage } from './paced-updates.ts'
import { postFile, type FileToPost, type PostFileDeps } from './post-file.ts'
import { findEarlierMessage, postMessage, type MessageContent } from './post-message.ts'
import { type PostingResult } from './posting-attempt.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import { NotInstalled } from '../workspaces/not-installed.ts'

/** Renders messages in their reader's language. */
export interface MessageRenderer extends RootMessageRenderer {
  renderMessage(team: string, outgoing: OutgoingMessage, look: MessageLook): Promise<MessageContent>
  /** Whether the message asks the requester for something that is typed, so that it can do without buttons. */
  isTyped(outgoing: OutgoingMessage): Promise<boolean>
  /** A message that asks no more. */
  renderStaleMessage(team: string, outgoing: OutgoingMessage, stale: StaleMessage): Promise<MessageContent>
  /** The finished document. */
  loadDocument(outgoing: OutgoingMessage): Promise<Pick<FileToPost, 'bytes' | 'file_name'>>
}

/** How a message is to look. */
export interface MessageLook {
  readonly without_buttons?: true | undefined
}

/** What is stored of a message while it is being posted. */
type StoredRecord = MessageRecord & MessageLook

/** What the messenger needs. */
export interface SlackMessengerDeps extends PostFileDeps, MessageTargetDeps {
  readonly renderer: MessageRenderer
  readonly updates: PacedUpdates
  readonly buttons: ButtonBudget
}

const isFile = ({ about }: Pick<MessageRecord, 'about'>): boolean => about === 'document' || about === 'share'

/** Slack's error codes for a thread whose first message was deleted. */
const THREAD_GONE: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message'])

/** The `Messenger` port on Slack. */
export class SlackMessenger implements Messenger {
  readonly #deps: SlackMessengerDeps

  constructor(deps: SlackMessengerDeps) {
    this.#deps = deps
  }

  async send(outgoing: OutgoingMessage): Promise<SendOutcome> {
    const place = parseChannelRef(outgoing.channel)
    if (place === undefined)
      return refusedOutcome('unknown_place', 'The place of this conversation is none that Slack knows.')
    // Old messages keep their buttons until this message's turn comes.
    let settling: Promise<void> | undefined
    const settle = (): Promise<void> => (settling ??= this.#settleStale(place.team, outgoing))
    try {
      const outcome = await this.#postOutgoing(place, outgoing, () => void settle())
      await settle()
      return outcome
    } catch (error) {
      if (error instanceof NotInstalled) return refusedOutcome('not_installed', error.message)
      // The generation was erased meanwhile: there is nothing left to show.
      if (error instanceof Refused && error.error.code !== 'unavailable')
        return refusedOutcome(error.error.code, error.message)
      throw error
    } finally {
      await settling
    }
  }

  async unrecorded(generation: string): Promise<readonly MessageOutcome[]> {
    const all: MessageOutcome[] = []
    for (const unrecorded of await this.#deps.records.listUnrecorded(generation)) {
      const sent = await (unrecorded.state === 'completing' ? findEarlierFile : findEarlierMessage)(
        this.#deps,
        unrecorded,
      )
      if (sent === undefined) await this.#deps.records.deleteMessage(unrecorded.id)
      else
        all.push({
          message: storedRecordOf(unrecorded),
          outcome: await this.#outcome(unrecorded, sent),
        })
    }
    return all
  }

  async recorded(message_id: string): Promise<void> {
    await this.#deps.records.deleteMessage(message_id)
  }

  // ---- parts

  async #postOutgoing(
    place: { readonly team: string; readonly channel: string },
    outgoing: OutgoingMessage,
    turnHasCome: () => void,
  ): Promise<SendOutcome> {
    const target = await findMessageTarget(this.#deps, place, outgoing)
    if ('outcome' in target) return target
    const { team, channel, thread_ts, broadcast } = target
    const unrecorded = await this.#deps.records.planMessage({
      id: outgoing.id,
      generation: outgoing.generation,
      team,
      channel,
      thread_ts,
      record: JSON.stringify({ ...recordOf(outgoing), ...(await this.#lookOf(team, outgoing)) } satisfies StoredRecord),
    })
    // What was planned first counts: that is what may be posted already.
    const { without_buttons } = storedRecordOf(unrecorded)
    const content = (): Promise<MessageContent> => {
      turnHasCome()
      return this.#deps.renderer.renderMessage(team, outgoing, { without_buttons })
    }
    const sent = isFile(outgoing)
      ? await this.#sendFile(unrecorded, outgoing, content)
      : await postMessage(this.#deps, unrecorded, content, { broadcast })
    if (sent.outcome === 'refused' && unrecorded.thread_ts !== null && THREAD_GONE.has(sent.reason)) {
      // Somebody deleted the conversation's first message: continue in another thread.
      await this.#deps.records.deleteThread({ team, channel, thread_ts: unrecorded.thread_ts })
      await this.#deps.records.deleteMessage(unrecorded.id)
      throw new RetryAt(this.#deps.clock.now(), unrecorded.attempts + 1, 'the thread is gone')
    }
    if (sent.outcome === 'posted' && isFile(outgoing) && broadcast)
      await this.#broadcastFile(team, { channel, ts: sent.ts })
    return this.#outcome(unrecorded, sent)
  }

  async #sendFile(
    unrecorded: UnrecordedMessage,
    outgoing: OutgoingMessage,
    content: () => Promise<MessageContent>,
  ): Promise<PostingResult> {
    return postFile(this.#deps, unrecorded, async () => ({
      ...(await this.#deps.renderer.loadDocument(outgoing)),
      content: await content(),
    }))
  }

  /**
   * An upload cannot be shown in its channel, too; the message that it makes can be, later. Best effort: the file is in
   * the thread. https://docs.slack.dev/reference/methods/chat.update
   */
  #broadcastFile(team: string, message: UpdatedMessage): Promise<void> {
    return this.#deps.updates.update(team, { ...message, reply_broadcast: true }, { awaited: true })
  }

  async #outcome(unrecorded: UnrecordedMessage, sent: PostingResult): Promise<SendOutcome> {
    if (sent.outcome !== 'posted') return sent
    const { generation, team, channel, thread_ts } = unrecorded
    const { to, without_buttons } = storedRecordOf(unrecorded)
    if (thread_ts === null && to !== undefined)
      await this.#deps.records.addThread({
        team,
        channel,
        thread_ts: sent.ts,
        generation,
        main: false,
        broadcast: true,
      })
    const message = messageRef({ team, channel, thread_ts: thread_ts ?? sent.ts, ts: sent.ts })
    return { outcome: 'posted', message, without_buttons }
  }

  /** A question whose answer is typed goes without buttons while there is no room to remove them in time. */
  async #lookOf(team: string, outgoing: OutgoingMessage): Promise<MessageLook> {
    const { renderer, buttons } = this.#deps
    if (outgoing.about !== 'question' || !(await renderer.isTyped(outgoing))) return {}
    return buttons.takes(team, outgoing.id) ? {} : { without_buttons: true }
  }

  /** Messages that ask no more lose their buttons. Best effort: a click on a stale button is refused. */
  async #settleStale(team: string, outgoing: OutgoingMessage): Promise<void> {
    for (const stale of outgoing.stale) {
      const message = parseMessageRef(stale.message)
      // A message of another workspace does not belong to this conversation.
      if (message?.team !== team) continue
      try {
        const { text, blocks } = await this.#deps.renderer.renderStaleMessage(team, outgoing, stale)
        const update = { channel: message.channel, ts: message.ts, text, blocks }
        // A colleague's question turns into thanks: that is all they hear.
        await this.#deps.updates.update(team, update, { awaited: stale.to !== undefined })
      } catch (error) {
        if (!(error instanceof CallFailed))
          this.#deps.logger.warn(
            { generation: outgoing.generation, error: errorMessage(error) },
            'the buttons of an old message stay',
          )
      }
    }
  }
}

const storedRecordOf = ({ record }: UnrecordedMessage): StoredRecord => JSON.parse(record ?? '{}') as StoredRecord

/** The part that is stored in clear. */
const recordOf = ({ id, about, name, to, revision, help, document_id }: OutgoingMessage): MessageRecord => ({
  id,
  about,
  name,
  to,
  revision,
  help,
  document_id,
})
