/** The payloads of clicks, forms, shortcuts and messages, as far as we read them. Every field may be missing. */
import type { EnteredState } from './views/inputs/entered-value.ts'

/** The state of a form's elements, by block and action id. */
export interface EnteredValues {
  readonly [block_id: string]: { readonly [action_id: string]: EnteredState | undefined } | undefined
}

/** A modal or the App Home. */
export interface SlackView {
  readonly id?: string | undefined
  readonly root_view_id?: string | undefined
  readonly hash?: string | undefined
  readonly callback_id?: string | undefined
  readonly private_metadata?: string | undefined
  readonly blocks?: readonly { readonly block_id?: string | undefined }[] | undefined
  readonly state?: { readonly values?: EnteredValues | undefined } | undefined
  readonly app_installed_team_id?: string | null | undefined
}

/** Where a message is. */
export interface MessageLocation {
  readonly channel: string
  readonly ts: string
  readonly thread_ts: string
}

/** The body of an interaction, a command or a shortcut. */
export interface InteractionBody {
  readonly type?: string | undefined
  readonly team?: { readonly id?: string | undefined } | null | undefined
  readonly team_id?: string | undefined
  readonly user?: { readonly id?: string | undefined; readonly team_id?: string | undefined } | undefined
  readonly user_id?: string | undefined
  readonly trigger_id?: string | undefined
  readonly response_url?: string | undefined
  readonly view?: SlackView | undefined
  readonly state?: { readonly values?: EnteredValues | undefined } | undefined
  readonly container?:
    | {
        readonly type?: string
        readonly channel_id?: string
        readonly message_ts?: string
        readonly thread_ts?: string
      }
    | undefined
  readonly channel?: { readonly id?: string | undefined } | undefined
  readonly channel_id?: string | undefined
  readonly message?: { readonly ts?: string; readonly thread_ts?: string; readonly text?: string } | undefined
}

/** A clicked or changed element. */
export interface SlackAction extends EnteredState {
  readonly action_id: string
  readonly block_id: string
}

/** The workspace in which the app is installed; the person may belong to another one. */
export const teamOf = (body: InteractionBody): string =>
  body.view?.app_installed_team_id ?? body.team?.id ?? body.team_id ?? body.user?.team_id ?? ''

/** The Slack user who acted. */
export const userOf = (body: InteractionBody): string => body.user?.id ?? body.user_id ?? ''

/** The message that was clicked; undefined in a form or the App Home. */
export function locationOf({ container, channel, message }: InteractionBody): MessageLocation | undefined {
  const at = { channel: container?.channel_id ?? channel?.id, ts: container?.message_ts ?? message?.ts }
  if (at.channel === undefined || at.ts === undefined) return undefined
  return { channel: at.channel, ts: at.ts, thread_ts: container?.thread_ts ?? message?.thread_ts ?? at.ts }
}

/** A message event; edits and deletions hold the messages before and after. */
export interface MessageEvent {
  readonly type?: string
  readonly subtype?: string | undefined
  readonly channel: string
  readonly channel_type?: string | undefined
  readonly user?: string | undefined
  readonly bot_id?: string | undefined
  readonly text?: string | undefined
  readonly blocks?: readonly unknown[] | undefined
  /** Pasted tables, among others. */
  readonly attachments?: readonly unknown[] | undefined
  readonly ts: string
  readonly thread_ts?: string | undefined
  readonly files?: readonly SlackFile[] | undefined
  readonly message?: Omit<MessageEvent, 'channel'> | undefined
  readonly previous_message?: Omit<MessageEvent, 'channel'> | undefined
}

/** A file of a message. */
export interface SlackFile {
  readonly id?: string | undefined
  readonly name?: string | null | undefined
  readonly mimetype?: string | undefined
  /** `snippet` for a text that Slack's editor made a file of. */
  readonly mode?: string | undefined
  readonly size?: number | undefined
  readonly url_private?: string | undefined
  readonly url_private_download?: string | undefined
}
