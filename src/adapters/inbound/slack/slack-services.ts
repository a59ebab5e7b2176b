/** What the transport offers to the user interface, and what it needs from it. */
import type { App as BoltApp } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { App } from '../../../ports/app.ts'
import type { UnrecordedMessage } from '../../../ports/slack/slack-records.ts'
import type { Directory } from './transport/workspaces/directory.ts'
import type { Fields } from './transport/receiving/read-body.ts'
import type { MessageUpdate, ReleaseMessage, UpdatedMessage } from './transport/posting/paced-updates.ts'
import type { SlackMessengerDeps } from './transport/posting/slack-messenger.ts'
import type { Threads } from './transport/posting/threads.ts'

/** What the transport offers to listeners. */
export interface SlackServices extends Directory, Threads {
  readonly app: App
  /** The console's public address, for links; undefined where it has none. */
  readonly console_url: string | undefined
  /** Whether everybody in the workspace can sign in there with Slack. */
  readonly sign_in: boolean
  /** Where people help: a page or a `mailto:` address. */
  readonly support_url: string | undefined
  clientFor(team: string): Promise<WebClient>
  /** The id of a delivery, from which the ids of all its commands are derived. */
  inboxIdOf(body: object): string
  /** Throws `DownloadFailed`. */
  downloadFile(team: string, url_private: string, max_bytes: number): Promise<Uint8Array>
  /** Sends a reply to a `response_url`; throws for one that is not Slack's. */
  respond(response_url: string, body: object): Promise<void>
  /** Changes a message, at the pace that Slack allows. Never throws. */
  updateMessage(team: string, update: MessageUpdate): Promise<void>
  /** Holds back changes of a message that is changed by its click's own address. */
  holdMessage(team: string, message: UpdatedMessage): ReleaseMessage
  /** Waits for the turn of one more post in a channel, but not for long: a form may wait for its acknowledgement. */
  takeTurn(team: string, channel: string): Promise<void>
  /** Messages that are posted, or may be, and are not in the stream yet. */
  unrecordedMessages(generation: string): Promise<readonly UnrecordedMessage[]>
}

/** The user interface that the transport drives. */
export interface SlackSurface {
  /** Registers the listeners. */
  readonly listen: (bolt: BoltApp, services: SlackServices) => void
  /** Creates the renderer of outgoing messages. */
  readonly renderer: (services: SlackServices) => SlackMessengerDeps['renderer']
  /** Tells whoever sent a delivery that it could not be taken up. */
  readonly tellSetAside: (services: SlackServices, body: Fields) => Promise<void>
  /** The response to a command from a workspace without the app. */
  readonly reinstallMessage: (install_url: string | undefined) => Fields
}
