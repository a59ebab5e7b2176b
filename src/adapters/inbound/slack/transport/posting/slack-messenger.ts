/**
 * Posts messages of conversations in Slack: in the conversation's thread, in a colleague's direct messages, or as a
 * file in a channel.
 */
import { errorMessage, Refused } from '../../../../../domain/kernel/errors.ts'
import type { SendOutcome, MessageRecord } from '../../../../../domain/outbox/outbox-decisions.ts'
import {
  RetryAt,
  type Messenger,
  type OutgoingMessage,
  type StaleMessage,
} from '../../../../../ports/generation/messenger.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { UnrecordedMessage } from '../../../../../ports/slack/slack-records.ts'
import { messageRef, parseMessageRef, parseChannelRef } from '../../message-ref.ts'
import {
  findMessageTarget,
  refusedOutcome,
  type MessageTargetDeps,
  type RootMessageRenderer,
} from './message-target.ts'
import { findEarlierFile } from './find-shared-file.ts'
import { postFile, type FileToPost, type PostFileDeps } from './post-file.ts'
import { findEarlierMessage, postMessage, type MessageContent } from './post-message.ts'
import { type PostingResult } from './posting-attempt.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import { NotInstalled } from '../workspaces/not-installed.ts'

/** Renders messages in their reader's language. */
export interface MessageRenderer extends RootMessageRenderer {
  renderMessage(team: string, post: OutgoingMessage): Promise<MessageContent>
  /** A message whose buttons are stale. */
  renderStaleMessage(team: string, post: OutgoingMessage, stale: StaleMessage): Promise<MessageContent>
  /** The finished document. */
  loadDocument(post: OutgoingMessage): Promise<Pick<FileToPost, 'bytes' | 'file_name'>>
}

export interface SlackMessengerDeps extends PostFileDeps, MessageTargetDeps {
  readonly renderer: MessageRenderer
  readonly logger: Logger
}

const isFile = ({ about }: Pick<MessageRecord, 'about'>): boolean => about === 'document' || about === 'share'

/** Slack's error codes for a thread whose first message was deleted. */
const THREAD_GONE: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message'])

export class SlackMessenger implements Messenger {
  readonly #deps: SlackMessengerDeps

  constructor(deps: SlackMessengerDeps) {
    this.#deps = deps
  }

  async post(post: OutgoingMessage): Promise<SendOutcome> {
    const place = parseChannelRef(post.place)
    if (place === undefined)
      return refusedOutcome('unknown_place', 'The place of this conversation is none that Slack knows.')
    // Old messages keep their buttons until this message's turn comes.
    let settling: Promise<void> | undefined
    const settle = (): Promise<void> => (settling ??= this.#settle(place.team, post))
    try {
      const outcome = await this.#post(place, post, () => void settle())
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

  async unrecorded(
    generation: string,
  ): Promise<readonly { readonly post: MessageRecord; readonly outcome: SendOutcome }[]> {
    const all = []
    for (const note of await this.#deps.records.listUnrecorded(generation)) {
      const sent = await (note.state === 'completing' ? findEarlierFile : findEarlierMessage)(this.#deps, note)
      if (sent === undefined) await this.#deps.records.deleteMessage(note.id)
      else
        all.push({ post: JSON.parse(note.record ?? '{}') as MessageRecord, outcome: await this.#outcome(note, sent) })
    }
    return all
  }

  async recorded(post_id: string): Promise<void> {
    await this.#deps.records.deleteMessage(post_id)
  }

  // ---- parts

  async #post(
    place: { readonly team: string; readonly channel: string },
    post: OutgoingMessage,
    turnHasCome: () => void,
  ): Promise<SendOutcome> {
    const target = await findMessageTarget(this.#deps, place, post)
    if ('outcome' in target) return target
    const { team, channel, thread_ts } = target
    const note = await this.#deps.records.planMessage({
      id: post.id,
      generation: post.generation,
      team,
      channel,
      thread_ts,
      record: JSON.stringify(recordOf(post)),
    })
    const content = (): Promise<MessageContent> => {
      turnHasCome()
      return this.#deps.renderer.renderMessage(team, post)
    }
    const sent = isFile(post) ? await this.#sendFile(note, post, content) : await postMessage(this.#deps, note, content)
    if (sent.outcome === 'refused' && note.thread_ts !== null && THREAD_GONE.has(sent.reason)) {
      // Somebody deleted the conversation's first message: continue in another thread.
      await this.#deps.records.deleteThread({ team, channel, thread_ts: note.thread_ts })
      await this.#deps.records.deleteMessage(note.id)
      throw new RetryAt(this.#deps.clock.now(), note.attempts + 1, 'the thread is gone')
    }
    return this.#outcome(note, sent)
  }

  async #sendFile(
    note: UnrecordedMessage,
    post: OutgoingMessage,
    content: () => Promise<MessageContent>,
  ): Promise<PostingResult> {
    return postFile(this.#deps, note, async () => ({
      ...(await this.#deps.renderer.loadDocument(post)),
      content: await content(),
    }))
  }

  async #outcome(
    { generation, team, channel, thread_ts, record }: UnrecordedMessage,
    sent: PostingResult,
  ): Promise<SendOutcome> {
    if (sent.outcome !== 'posted') return sent
    const { to } = JSON.parse(record ?? '{}') as MessageRecord
    if (thread_ts === null && to !== undefined)
      await this.#deps.records.addThread({ team, channel, thread_ts: sent.ts, generation, main: false })
    return { outcome: 'posted', message: messageRef({ team, channel, thread_ts: thread_ts ?? sent.ts, ts: sent.ts }) }
  }

  /** Removes the buttons of stale messages. Best effort: a click on a stale button is refused. */
  async #settle(team: string, post: OutgoingMessage): Promise<void> {
    for (const settle of post.settle) {
      const message = parseMessageRef(settle.message)
      // A message of another workspace does not belong to this conversation.
      if (message?.team !== team) continue
      try {
        const { text, blocks } = await this.#deps.renderer.renderStaleMessage(team, post, settle)
        await this.#deps.call(team, 'chat.update', { channel: message.channel, ts: message.ts, text, blocks })
      } catch (error) {
        if (!(error instanceof CallFailed))
          this.#deps.logger.warn(
            { generation: post.generation, error: errorMessage(error) },
            'the buttons of an old message stay',
          )
      }
    }
  }
}

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
