/** One thing that a person did in Slack: who, where and in which language. */
import type { WebClient } from '@slack/web-api'
import { messageRef } from '../../../message-ref.ts'
import type { SlackPerson } from '../../../transport/workspaces/directory.ts'
import type { ListenerDeps } from '../../listener-deps.ts'
import { locationOf, teamOf, userOf, type InteractionBody, type MessageLocation } from '../../payloads.ts'
import { textsFor, type Texts } from '../../texts/texts.ts'

export interface Interaction {
  readonly deps: ListenerDeps
  readonly team: string
  readonly person: SlackPerson
  readonly texts: Texts
  readonly client: WebClient
  /** The root of the ids of all that this causes. */
  readonly inbox_id: string
  /** Nobody sees what is answered to the request any more. */
  readonly late: boolean
  /** The message that was clicked or written. */
  readonly location: MessageLocation | undefined
  readonly response_url: string | undefined
}

export interface ListenerArgs {
  readonly body: object
  /** Bolt's, to which the transport adds `inboxId` and `late`. */
  readonly context: object
}

export async function createInteraction(
  deps: ListenerDeps,
  args: ListenerArgs,
  who: {
    readonly team: string
    readonly user: string
    readonly location?: MessageLocation | undefined
    readonly response_url?: string | undefined
  },
): Promise<Interaction> {
  const context = args.context as { readonly inboxId?: unknown; readonly late?: unknown }
  const [person, client] = await Promise.all([deps.personFor(who.team, who.user), deps.clientFor(who.team)])
  return {
    deps,
    team: who.team,
    person,
    client,
    texts: textsFor(person.locale),
    location: who.location,
    response_url: who.response_url,
    inbox_id: typeof context.inboxId === 'string' ? context.inboxId : deps.inboxIdOf(args.body),
    late: context.late === true,
  }
}

/** A visit by a click, a form, a shortcut or a command. */
export const interactionFrom = (
  deps: ListenerDeps,
  args: ListenerArgs & { readonly body: InteractionBody },
): Promise<Interaction> =>
  createInteraction(deps, args, {
    team: teamOf(args.body),
    user: userOf(args.body),
    location: locationOf(args.body),
    response_url: args.body.response_url,
  })

/** The reference by which the domain knows a message. */
export const messageRefOf = (team: string, { channel, thread_ts, ts }: MessageLocation): string =>
  messageRef({ team, channel, thread_ts, ts })
