/** A message to the app: an answer in a thread, a keyword, a file, or a mention in a channel. */
import type { ListenerDeps } from '../../listener-deps.ts'
import { appCommandOf, type AppCommand } from '../../../../../../answers/meaning/key-words.ts'
import { acceptanceOf } from '../../../../../../answers/meaning/acceptance.ts'
import { writtenText } from '../../input/message-text.ts'
import type { MessageEvent } from '../../payloads.ts'
import { whichConversationMessage } from '../../views/conversation-list.ts'
import { isTemplateFile, registerTemplateFile } from '../authoring/template-file.ts'
import { onThreadMessage, type IncomingMessage } from './thread-message.ts'
import { listOpenConversations, type OpenConversation } from '../starting/open-conversations.ts'
import { orAnswerMessage } from '../../views/notices/meaning-messages.ts'
import { openConversation, type ConversationAccess } from '../conversation/conversation-access.ts'
import { invite } from '../starting/invite.ts'
import { mayAsk } from '../starting/members.ts'
import { runSlashCommand } from '../starting/run-slash-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { type EventArgs, type MessageInteraction, messageInteractionFrom, readMessage } from './message-interaction.ts'

/** Handles a direct message. */
export async function onMessage(deps: ListenerDeps, args: EventArgs, event: MessageEvent): Promise<void> {
  if (event.channel_type !== undefined && event.channel_type !== 'im') return
  const interaction = await messageInteractionFrom(deps, args, event.channel, event)
  if (interaction === undefined) return
  const written = await readMessage(interaction, args, event)
  const incoming: IncomingMessage = {
    text: written.plain,
    written,
    files: event.files ?? [],
    thread_ts: event.thread_ts,
  }
  const generation =
    event.thread_ts === undefined
      ? undefined
      : await deps.generationOfThread(interaction.team, event.channel, event.thread_ts)
  if (generation === undefined) return onMessageOutsideThreads(interaction, incoming)
  await deps.noteWrittenOutside({ team: interaction.team, channel: event.channel, generation }, false)
  const access = await openConversation(interaction, generation)
  return access === undefined
    ? replyPrivately(interaction, interaction.texts.not_yours)
    : onThreadMessage(interaction, access, incoming)
}

/** A message outside of threads: a keyword, a template file, or the answer in the only open conversation. */
async function onMessageOutsideThreads(interaction: MessageInteraction, incoming: IncomingMessage): Promise<void> {
  const { texts } = interaction
  const [file] = incoming.files
  if (!mayAsk(interaction) && (await listOpenConversations(interaction)).length === 0)
    return replyPrivately(interaction, texts.members_only)
  if (file !== undefined && isTemplateFile(file) && file.mode !== 'snippet')
    return registerTemplateFile(interaction, file)
  const command = appCommandOf(incoming.text)
  const open = await listOpenConversations(interaction)
  const [only] = open
  if (command !== undefined) return runAppCommand(interaction, incoming, command, open.length === 1 ? only : undefined)
  if (only === undefined) {
    if (file !== undefined) return registerTemplateFile(interaction, file)
    return /^\/?docgen\s+\S/i.test(incoming.text)
      ? runSlashCommand(interaction, incoming.text.replace(/^\/?docgen\s+/i, ''))
      : invite(interaction, texts.nothing_open)
  }
  if (open.length === 1) return answerOutside(interaction, only.access, incoming)
  await replyPrivately(
    interaction,
    whichConversationMessage(
      open.map(({ template, question, url }) => ({ template, question, url })),
      texts,
    ),
  )
}

/** An answer outside of its thread: what comes next is seen there, too. */
async function answerOutside(
  interaction: MessageInteraction,
  access: ConversationAccess,
  incoming: IncomingMessage,
): Promise<void> {
  const { deps, team, location } = interaction
  await deps.noteWrittenOutside({ team, channel: location.channel, generation: access.generation }, true)
  return onThreadMessage(interaction, access, { ...incoming, thread_ts: undefined })
}

/** The only open question wins where the word is one of its answers; where it takes any text, the word is offered. */
async function runAppCommand(
  interaction: MessageInteraction,
  incoming: IncomingMessage,
  command: AppCommand,
  only: OpenConversation | undefined,
): Promise<void> {
  const { asked, access } = only ?? {}
  if (asked === undefined || access === undefined) return runSlashCommand(interaction, command)
  const { zone, locale } = access.full === undefined ? interaction.person : access.state
  const context = { now: interaction.deps.app.clock.now(), zone, locale }
  const taking = acceptanceOf({ ...asked, when: [] }, incoming.text, context)
  if (taking === 'as_such') return answerOutside(interaction, access, incoming)
  await runSlashCommand(interaction, command)
  if (taking === 'as_any_text')
    await replyPrivately(
      interaction,
      orAnswerMessage(access.generation, asked, incoming.text.trim(), interaction.texts),
    )
}

/** Replies to a mention in a channel privately. */
export async function onMention(deps: ListenerDeps, args: EventArgs, event: MessageEvent): Promise<void> {
  const interaction = await messageInteractionFrom(deps, args, event.channel, event)
  if (interaction === undefined) return
  const words = writtenText((event.text ?? '').replaceAll(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, ' ')).trim()
  await runSlashCommand(interaction, words)
}
