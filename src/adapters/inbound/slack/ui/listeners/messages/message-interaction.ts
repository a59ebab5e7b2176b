/** The interaction of a person who wrote a message. */
import type { ListenerDeps } from '../../listener-deps.ts'
import { mentionedUsers, writtenMessage, type MessageParts, type WrittenMessage } from '../../input/rich-text.ts'
import type { MessageEvent, MessageLocation } from '../../payloads.ts'
import { createInteraction, type ListenerArgs, type Interaction } from '../interaction/interaction.ts'

/** What Bolt passes to a listener of events. */
export type EventArgs = ListenerArgs & { readonly body: { readonly team_id?: string } }

/** An interaction that has a message. */
export type MessageInteraction = Interaction & { readonly location: MessageLocation }

/** The interaction of a message's author; undefined for messages of bots. */
export async function messageInteractionFrom(
  deps: ListenerDeps,
  args: EventArgs,
  channel: string,
  thing: Omit<MessageEvent, 'channel'> | undefined,
): Promise<MessageInteraction | undefined> {
  if (thing?.user === undefined || thing.bot_id !== undefined) return undefined
  const team = teamOfEvent(args.body)
  const location = { channel, ts: thing.ts, thread_ts: thing.thread_ts ?? thing.ts }
  return { ...(await createInteraction(deps, args, { team, user: thing.user, location })), location }
}

/** Mentioned people whose names are looked up; others keep their ids. */
const MAX_MENTIONS = 10

/** What was written, with the names of the people who are mentioned; the app itself is addressed, not meant. */
export async function readMessage(
  { deps, team }: Interaction,
  { context }: EventArgs,
  message: MessageParts,
): Promise<WrittenMessage> {
  const app = (context as { readonly botUserId?: unknown }).botUserId
  const users = mentionedUsers(message)
    .filter((user) => user !== app)
    .slice(0, MAX_MENTIONS)
  const names = await Promise.all(
    users.map((user) =>
      deps.personFor(team, user).then(
        ({ name }) => name,
        () => undefined,
      ),
    ),
  )
  return writtenMessage(message, (user) => (user === app ? '' : names[users.indexOf(user)]))
}

/** The workspace in which the app is installed. */
export const teamOfEvent = (body: {
  readonly team_id?: string | undefined
  readonly authorizations?: readonly { readonly team_id?: string }[]
}): string => body.authorizations?.[0]?.team_id ?? body.team_id ?? ''
