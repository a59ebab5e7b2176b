/** One thing that a person did in Slack: who, where and in which language. */
import type { WebClient } from '@slack/web-api'
import { messageRef } from '../../../message-ref.ts'
import type { SlackPerson } from '../../../transport/workspaces/directory.ts'
import type { ListenerDeps } from '../../listener-deps.ts'
import { locationOf, teamOf, userOf, type InteractionBody, type MessageLocation } from '../../payloads.ts'
import { textsFor, type Texts } from '../../texts/texts.ts'

/** Who did something, where, and what replying needs. */
export interface Interaction {
  readonly deps: ListenerDeps
  readonly team: string
  readonly person: SlackPerson
  readonly texts: Texts
  readonly client: WebClient
  /** The inbox id, from which the ids of all commands of this interaction are derived. */
  readonly inbox_id: string
  /** The request was answered already, so its response is not shown. */
  readonly late: boolean
  /** The clicked or written message. */
  readonly location: MessageLocation | undefined
  readonly response_url: string | undefined
}

/** What Bolt passes to a listener. */
export interface ListenerArgs {
  readonly body: object
  /** Bolt's context, to which the transport adds `inboxId` and `late`. */
  readonly context: object
}

/** The interaction of a person in a workspace. Throws `NotInstalled`, `CallFailed`. */
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

/** The interaction of a click, a form, a shortcut or a command. */
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

/** The domain's reference of a message. */
export const messageRefOf = (team: string, { channel, thread_ts, ts }: MessageLocation): string =>
  messageRef({ team, channel, thread_ts, ts })
