/**
 * Posts of conversations in Slack: in the thread of the conversation, in a colleague's direct messages, or as a file in
 * a channel.
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
import type { NewPost, PostNote } from '../../../../../ports/slack/slack-records.ts'
import { messageRef, parseMessageRef, parseChannelRef } from '../../message-ref.ts'
import type { Directory } from '../workspaces/directory.ts'
import { findEarlierFile, postFile, type FileToPost, type PostFileDeps } from './post-file.ts'
import { findEarlierPost, postMessage, asRetry, type MessageContent, type PostResult } from './post-message.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import { rootPostId } from './threads.ts'
import { NotInstalled } from '../workspaces/workspaces.ts'

export interface SlackMessengerDeps extends PostFileDeps {
  readonly directory: Pick<Directory, 'slackUserOf' | 'dmOf'>
  /** What posts show, in their reader's language. */
  readonly renderer: {
    post(team: string, post: OutgoingMessage): Promise<MessageContent>
    root(team: string, post: OutgoingMessage): Promise<MessageContent>
    settled(team: string, post: OutgoingMessage, settle: StaleMessage): Promise<MessageContent>
    /** The made document. */
    file(post: OutgoingMessage): Promise<Pick<FileToPost, 'bytes' | 'file_name'>>
  }
  readonly logger: Logger
}

/** Where a post goes. */
interface PostTarget {
  readonly team: string
  readonly channel: string
  readonly thread_ts: string | null
}

type RefusedPost = Extract<SendOutcome, { outcome: 'refused' }>

const isFile = ({ about }: Pick<MessageRecord, 'about'>): boolean => about === 'document' || about === 'share'

/** Slack's words for a thread whose first message was deleted. */
const THREAD_GONE: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message'])

export class SlackMessenger implements Messenger {
  readonly #deps: SlackMessengerDeps

  constructor(deps: SlackMessengerDeps) {
    this.#deps = deps
  }

  async post(post: OutgoingMessage): Promise<SendOutcome> {
    const place = parseChannelRef(post.place)
    if (place === undefined)
      return refusePost('unknown_place', 'The place of this conversation is none that Slack knows.')
    // With the post, not before: until its turn comes old messages keep their buttons.
    let settling: Promise<void> | undefined
    const settle = (): Promise<void> => (settling ??= this.#settle(place.team, post))
    try {
      const outcome = await this.#post(place, post, () => void settle())
      await settle()
      return outcome
    } catch (error) {
      if (error instanceof NotInstalled) return refusePost('not_installed', error.message)
      // Erased meanwhile, or gone: there is nothing to show any more.
      if (error instanceof Refused && error.error.code !== 'unavailable')
        return refusePost(error.error.code, error.message)
      throw error
    } finally {
      await settling
    }
  }

  async unrecorded(
    generation: string,
  ): Promise<readonly { readonly post: MessageRecord; readonly outcome: SendOutcome }[]> {
    const all = []
    for (const note of await this.#deps.records.unrecorded(generation)) {
      const sent = await (note.state === 'completing' ? findEarlierFile : findEarlierPost)(this.#deps, note)
      if (sent === undefined) await this.#deps.records.forget(note.id)
      else
        all.push({ post: JSON.parse(note.record ?? '{}') as MessageRecord, outcome: await this.#outcome(note, sent) })
    }
    return all
  }

  async recorded(post_id: string): Promise<void> {
    await this.#deps.records.forget(post_id)
  }

  // ---- parts

  async #post(
    place: { readonly team: string; readonly channel: string },
    post: OutgoingMessage,
    turnHasCome: () => void,
  ): Promise<SendOutcome> {
    const target = await this.#target(place, post)
    if ('outcome' in target) return target
    const { team, channel, thread_ts } = target
    const note = await this.#deps.records.plan({
      id: post.id,
      generation: post.generation,
      team,
      channel,
      thread_ts,
      record: JSON.stringify(recordOf(post)),
    })
    const content = (): Promise<MessageContent> => {
      turnHasCome()
      return this.#deps.renderer.post(team, post)
    }
    const sent = isFile(post) ? await this.#sendFile(note, post, content) : await postMessage(this.#deps, note, content)
    if (sent.outcome === 'refused' && note.thread_ts !== null && THREAD_GONE.has(sent.reason)) {
      // Somebody deleted the conversation's first message: it goes on in another thread.
      await this.#deps.records.forgetThread({ team, channel, thread_ts: note.thread_ts })
      await this.#deps.records.forget(note.id)
      throw new RetryAt(this.#deps.clock.now(), note.attempts + 1, 'the thread is gone')
    }
    return this.#outcome(note, sent)
  }

  async #sendFile(note: PostNote, post: OutgoingMessage, content: () => Promise<MessageContent>): Promise<PostResult> {
    return postFile(this.#deps, note, async () => ({
      ...(await this.#deps.renderer.file(post)),
      content: await content(),
    }))
  }

  async #target(
    place: { readonly team: string; readonly channel: string },
    post: OutgoingMessage,
  ): Promise<PostTarget | RefusedPost> {
    const { team } = place
    if (post.about === 'share') return { ...place, thread_ts: null }
    if (post.to === undefined || post.to === post.requester) return this.#main(place, post)
    const user = await this.#deps.directory.slackUserOf(team, post.to)
    if (user === undefined)
      return refusePost('user_not_found', 'This colleague is not known in the workspace of the conversation.')
    try {
      const channel = await this.#deps.directory.dmOf(team, user)
      const known = (await this.#deps.records.threadsOf(post.generation)).find(
        (thread) => thread.team === team && thread.channel === channel,
      )
      return { team, channel, thread_ts: known?.thread_ts ?? null }
    } catch (error) {
      if (error instanceof CallFailed && error.failure.kind === 'refused')
        return refusePost(error.failure.error, `The colleague cannot be messaged: ${error.failure.detail}`)
      throw asRetry(this.#deps, { attempts: 1, state: 'planned' }, error)
    }
  }

  /** In the conversation's thread, which begins with a message of its own. */
  async #main(
    { team, channel }: { readonly team: string; readonly channel: string },
    post: OutgoingMessage,
  ): Promise<PostTarget | RefusedPost> {
    const { records, renderer: shows } = this.#deps
    const known = (await records.threadsOf(post.generation)).find(
      (thread) => thread.main && thread.team === team && thread.channel === channel,
    )
    if (known !== undefined) return { team, channel, thread_ts: known.thread_ts }
    const root: NewPost = {
      id: rootPostId(post.generation, team, channel),
      generation: post.generation,
      team,
      channel,
      thread_ts: null,
      record: null,
    }
    const sent = await postMessage(this.#deps, await records.plan(root), () => shows.root(team, post))
    if (sent.outcome === 'refused') return sent
    if (sent.outcome === 'uncertain') throw new RetryAt(inOneMinute(this.#deps.clock.now()), 1, sent.detail)
    await records.addThread({ team, channel, thread_ts: sent.ts, generation: post.generation, main: true })
    await records.forget(root.id)
    return { team, channel, thread_ts: sent.ts }
  }

  async #outcome({ generation, team, channel, thread_ts, record }: PostNote, sent: PostResult): Promise<SendOutcome> {
    if (sent.outcome !== 'posted') return sent
    const { to } = JSON.parse(record ?? '{}') as MessageRecord
    if (thread_ts === null && to !== undefined)
      await this.#deps.records.addThread({ team, channel, thread_ts: sent.ts, generation, main: false })
    return { outcome: 'posted', message: messageRef({ team, channel, thread_ts: thread_ts ?? sent.ts, ts: sent.ts }) }
  }

  /** Takes the buttons from messages that ask no longer. Best effort: a stale button is refused when it is clicked. */
  async #settle(team: string, post: OutgoingMessage): Promise<void> {
    for (const settle of post.settle) {
      const message = parseMessageRef(settle.message)
      // A message of another workspace is none of this conversation's.
      if (message?.team !== team) continue
      try {
        const { text, blocks } = await this.#deps.renderer.settled(team, post, settle)
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

/** What is kept in clear. */
const recordOf = ({ id, about, name, to, revision, help, document_id }: OutgoingMessage): MessageRecord => ({
  id,
  about,
  name,
  to,
  revision,
  help,
  document_id,
})

const refusePost = (reason: string, detail: string): RefusedPost => ({ outcome: 'refused', reason, detail })

const inOneMinute = (now: string): string => new Date(Date.parse(now) + 60_000).toISOString()
