/**
 * Messages to the app: answers in a thread, words beside all threads, dropped files, and what was edited or deleted.
 */
import type { App } from '@slack/bolt'
import { proposeCorrection } from '../../../../../commands/generation/correct-answer.ts'
import { presentGeneration } from '../../../../../queries/generation/present-generation.ts'
import type { ListenerDeps } from '../deps.ts'
import { readCommandKeyword } from '../keywords.ts'
import { writtenText } from '../message-text.ts'
import type { MessageEvent, MessageLocation } from '../payloads.ts'
import { answerText } from '../views/elements/answer-line.ts'
import { invitationMessage } from '../views/starting.ts'
import { whichConversationMessage } from '../views/conversation-list.ts'
import { isTemplateFile, takeTemplateFile } from './authoring/template-file.ts'
import { onThreadMessage, type IncomingMessage } from './conversation-messages.ts'
import { listOpenConversations } from './starting/lists.ts'
import { labelOf } from './navigation.ts'
import { openConversation, type ConversationAccess } from './questions.ts'
import { runSlashCommand } from './starting/run-slash-command.ts'
import {
  tryCommand,
  commandRequestOf,
  refusalText,
  messageRefOf,
  createInteraction,
  replyEphemeral,
  type ListenerArgs,
  type Interaction,
} from './interaction.ts'

export function listenToMessages(bolt: App, deps: ListenerDeps): void {
  bolt.message(async ({ message: event, body, context }) => {
    const message = event as unknown as MessageEvent
    const args: ListenerArgs & { readonly body: { readonly team_id?: string } } = { body, context }
    switch (message.subtype) {
      case undefined:
      case 'file_share':
      case 'thread_broadcast':
        return onMessage(deps, args, message)
      case 'message_changed':
        return onMessageEdited(deps, args, message)
      case 'message_deleted':
        return onMessageDeleted(deps, args, message)
    }
  })
  bolt.event('app_mention', async ({ event, body, context }) =>
    onMention(deps, { body, context }, event as unknown as MessageEvent),
  )
}

type EventArgs = ListenerArgs & { readonly body: { readonly team_id?: string } }
type MessageInteraction = Interaction & { readonly location: MessageLocation }

/** The visit of a message's writer; undefined for what no person wrote to the app alone. */
async function interactionOf(
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

/** The workspace in which the app is installed. */
const teamOfEvent = (body: {
  readonly team_id?: string
  readonly authorizations?: readonly { readonly team_id?: string }[]
}): string => body.authorizations?.[0]?.team_id ?? body.team_id ?? ''

async function onMessage(deps: ListenerDeps, args: EventArgs, event: MessageEvent): Promise<void> {
  if (event.channel_type !== undefined && event.channel_type !== 'im') return
  const interaction = await interactionOf(deps, args, event.channel, event)
  if (interaction === undefined) return
  const incoming: IncomingMessage = {
    text: writtenText(event.text ?? ''),
    files: event.files ?? [],
    thread_ts: event.thread_ts,
  }
  const generation =
    event.thread_ts === undefined
      ? undefined
      : await deps.generationOfThread(interaction.team, event.channel, event.thread_ts)
  if (generation === undefined) return onMessageOutsideThreads(interaction, incoming)
  const access = await openConversation(interaction, generation)
  return access === undefined
    ? replyEphemeral(interaction, interaction.texts.not_yours)
    : onThreadMessage(interaction, access, incoming)
}

/**
 * Not in a conversation's thread: a word, a file of a template, or the answer in the only conversation that is open.
 */
async function onMessageOutsideThreads(interaction: MessageInteraction, incoming: IncomingMessage): Promise<void> {
  const { texts } = interaction
  const [file] = incoming.files
  if (file !== undefined && isTemplateFile(file)) return takeTemplateFile(interaction, file)
  const keyword = readCommandKeyword(incoming.text)
  if (keyword !== undefined) return runSlashCommand(interaction, keyword)
  const open = await listOpenConversations(interaction)
  const [only] = open
  if (only === undefined) {
    if (file !== undefined) return takeTemplateFile(interaction, file)
    return /^\/?docgen\s+\S/i.test(incoming.text)
      ? runSlashCommand(interaction, incoming.text.replace(/^\/?docgen\s+/i, ''))
      : replyEphemeral(interaction, invitationMessage(texts.nothing_open, texts))
  }
  if (open.length === 1) return onThreadMessage(interaction, only.access, { ...incoming, thread_ts: undefined })
  await replyEphemeral(
    interaction,
    whichConversationMessage(
      open.map(({ template, question, url }) => ({ template, question, url })),
      texts,
    ),
  )
}

/** In a channel nothing is said aloud: the answer is for the person who asked. */
async function onMention(deps: ListenerDeps, args: EventArgs, event: MessageEvent): Promise<void> {
  const interaction = await interactionOf(deps, args, event.channel, event)
  if (interaction === undefined) return
  const words = writtenText((event.text ?? '').replaceAll(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, ' ')).trim()
  await runSlashCommand(interaction, words === '' ? 'help' : words)
}

/** A message was changed after it had answered: whether the answer changes, too, the person says. */
async function onMessageEdited(
  deps: ListenerDeps,
  args: EventArgs,
  { channel, message: now, previous_message: before }: MessageEvent,
): Promise<void> {
  if (now === undefined || now.text === before?.text) return
  const interaction = await interactionOf(deps, args, channel, now)
  const access = interaction === undefined ? undefined : await conversationOf(interaction)
  if (interaction === undefined || access === undefined) return
  const said_in = messageRefOf(interaction.team, interaction.location)
  const address = access.state.outbox?.answered_by.get(said_in)
  if (address === undefined || access.full === undefined) return
  if (access.state.phase !== 'asking' && access.state.phase !== 'reviewing')
    return replyEphemeral(interaction, interaction.texts.too_late_to_correct)
  const value = writtenText(now.text ?? '')
  const proposed = await tryCommand(() =>
    proposeCorrection(
      deps.app,
      { id: access.generation, said_in, value },
      commandRequestOf(interaction, 'edited', [access.generation, value]),
    ),
  )
  if ('done' in proposed) return
  await replyEphemeral(
    interaction,
    proposed.refused.code === 'invalid_answer'
      ? `${refusalText(proposed.refused, interaction.texts)} ${interaction.texts.corrected_not}`
      : refusalText(proposed.refused, interaction.texts),
  )
}

/** A message that had answered was deleted: the answer stays, and that is said. */
async function onMessageDeleted(
  deps: ListenerDeps,
  args: EventArgs,
  { channel, previous_message: before }: MessageEvent,
): Promise<void> {
  const interaction = await interactionOf(deps, args, channel, before)
  const access = interaction === undefined ? undefined : await conversationOf(interaction)
  if (interaction === undefined || access?.full === undefined) return
  const address = access.state.outbox?.answered_by.get(messageRefOf(interaction.team, interaction.location))
  const view = presentGeneration(access.full)
  const answer = address === undefined ? undefined : view.answers[address]
  if (answer !== undefined)
    await replyEphemeral(
      interaction,
      interaction.texts.deleted({
        label: labelOf(view, answer, interaction),
        answer: answerText(answer, interaction.texts),
      }),
    )
}

/** The conversation of a message's thread, or, beside all threads, the one in which it was an answer. */
async function conversationOf(interaction: MessageInteraction): Promise<ConversationAccess | undefined> {
  const { deps, team, location } = interaction
  if (location.thread_ts !== location.ts) {
    const generation = await deps.generationOfThread(team, location.channel, location.thread_ts)
    return generation === undefined ? undefined : openConversation(interaction, generation)
  }
  const open = await listOpenConversations(interaction)
  return open
    .map(({ access }) => access)
    .find(({ state }) => state.outbox?.answered_by.has(messageRefOf(team, location)) === true)
}
