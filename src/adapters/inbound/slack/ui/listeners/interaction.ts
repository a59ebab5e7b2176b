/**
 * One thing that a person did in Slack: who, where, in which language, and how commands and words back are made of it.
 */
import type { WebClient } from '@slack/web-api'
import { createCommandRequest } from '../../../../../commands/command-metadata.ts'
import type { CommandRequest } from '../../../../../commands/command-request.ts'
import { languageOf } from '../../../../../answers/parsing/locale.ts'
import { errorMessage, Refused, type DomainError } from '../../../../../domain/kernel/errors.ts'
import { messageRef } from '../../message-ref.ts'
import type { SlackPerson } from '../../transport/workspaces/directory.ts'
import { CallFailed } from '../../transport/calling/slack-calls.ts'
import type { ListenerDeps } from '../deps.ts'
import { locationOf, teamOf, userOf, type InteractionBody, type MessageLocation } from '../payloads.ts'
import { textsFor, type Texts } from '../texts/texts.ts'
import { message, section, type Message } from '../views/elements/blocks.ts'
import { escapeCut } from '../views/elements/text.ts'

export interface Interaction {
  readonly deps: ListenerDeps
  readonly team: string
  readonly person: SlackPerson
  readonly texts: Texts
  readonly client: WebClient
  /** The root of the ids of all that this causes. */
  readonly inbox: string
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
    inbox: typeof context.inboxId === 'string' ? context.inboxId : deps.inboxIdOf(args.body),
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

/**
 * A command of this visit. `what` sets several commands of one visit apart; the same one of the same visit is carried
 * out once.
 */
export const commandRequestOf = (
  { deps, person, inbox }: Interaction,
  what: string,
  request: unknown,
): CommandRequest => ({
  ...createCommandRequest(deps.app, {
    caller: person.caller,
    surface: 'slack',
    idempotency_key: `slack ${inbox} ${what}`,
    request: [what, request],
  }),
  as_colleague: true,
})

/** The reference by which the domain knows a message. */
export const messageRefOf = (team: string, { channel, thread_ts, ts }: MessageLocation): string =>
  messageRef({ team, channel, thread_ts, ts })

/** Words that only this person sees, beside what they did; best effort. */
export async function replyEphemeral(interaction: Interaction, said: string | Message): Promise<void> {
  const { location, client, person, deps, team } = interaction
  const words = typeof said === 'string' ? message(said, [section(escapeCut(said, 2900))]) : said
  await bestEffort(interaction, async () => {
    if (location === undefined) {
      if (interaction.response_url !== undefined)
        return deps.respond(interaction.response_url, { response_type: 'ephemeral', replace_original: false, ...words })
      await client.chat.postMessage({ channel: await deps.dmOf(team, person.user), ...words })
      return
    }
    const place = {
      channel: location.channel,
      user: person.user,
      ...(location.thread_ts === location.ts ? {} : { thread_ts: location.thread_ts }),
    }
    await client.chat.postEphemeral({ ...place, ...words }).catch((error: unknown) => {
      // Where the app is no member, or the person is not, only the answer to the click itself gets there.
      if (interaction.response_url === undefined) throw error
      return deps.respond(interaction.response_url, { response_type: 'ephemeral', replace_original: false, ...words })
    })
  })
}

/**
 * The channel of the person's direct messages; undefined for somebody whom Slack does not let the app write to: a
 * person from elsewhere.
 */
export async function directMessageChannel({ deps, team, person }: Interaction): Promise<string | undefined> {
  try {
    return await deps.dmOf(team, person.user)
  } catch (error) {
    if (error instanceof CallFailed && error.failure.kind === 'refused') return undefined
    throw error
  }
}

/** What is nice to have: that it fails is logged, and nothing waits for it. */
export async function bestEffort<T>({ deps }: Interaction, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    deps.app.logger.info({ error: errorMessage(error) }, 'some words could not be shown in Slack')
    return undefined
  }
}

/** The refusal of a command; anything else is thrown on, to be tried again. */
export async function tryCommand<T>(
  act: () => Promise<T>,
): Promise<{ readonly done: T } | { readonly refused: DomainError }> {
  try {
    return { done: await act() }
  } catch (error) {
    if (error instanceof Refused && error.error.code !== 'unavailable') return { refused: error.error }
    throw error
  }
}

/** A refusal in the person's language: the domain speaks English, other languages say what they can. */
export function refusalText({ code, message: words, details }: DomainError, texts: Texts): string {
  if (languageOf(texts.locale) === 'en' && code !== 'not_found' && code !== 'forbidden') return words
  const state = details?.['state']
  if (code === 'not_found' || code === 'forbidden') return texts.not_yours
  if (code === 'conflict' && typeof state === 'string' && state !== 'asking' && state !== 'reviewing')
    return texts.ended
  if (code === 'conflict') return texts.gone
  return code === 'invalid_answer' ? texts.not_understood_short : texts.refused
}
