/** A message to the app: an answer in a thread, a keyword, a file, or a mention in a channel. */
import type { ListenerDeps } from '../../listener-deps.ts'
import { readCommandKeyword } from '../../input/keywords.ts'
import { writtenText } from '../../input/message-text.ts'
import type { MessageEvent } from '../../payloads.ts'
import { invitationMessage } from '../../views/starting/help-messages.ts'
import { whichConversationMessage } from '../../views/conversation-list.ts'
import { isTemplateFile, registerTemplateFile } from '../authoring/template-file.ts'
import { onThreadMessage, type IncomingMessage } from './thread-message.ts'
import { listOpenConversations } from '../starting/open-conversations.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import { runSlashCommand } from '../starting/run-slash-command.ts'
import { replyEphemeral } from '../interaction/reply.ts'
import { type EventArgs, type MessageInteraction, messageInteractionFrom } from './message-interaction.ts'

/** Handles a direct message. */
export async function onMessage(deps: ListenerDeps, args: EventArgs, event: MessageEvent): Promise<void> {
  if (event.channel_type !== undefined && event.channel_type !== 'im') return
  const interaction = await messageInteractionFrom(deps, args, event.channel, event)
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

/** A message outside of threads: a keyword, a template file, or the answer in the only open conversation. */
async function onMessageOutsideThreads(interaction: MessageInteraction, incoming: IncomingMessage): Promise<void> {
  const { texts } = interaction
  const [file] = incoming.files
  if (file !== undefined && isTemplateFile(file)) return registerTemplateFile(interaction, file)
  const keyword = readCommandKeyword(incoming.text)
  if (keyword !== undefined) return runSlashCommand(interaction, keyword)
  const open = await listOpenConversations(interaction)
  const [only] = open
  if (only === undefined) {
    if (file !== undefined) return registerTemplateFile(interaction, file)
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

/** Replies to a mention in a channel privately. */
export async function onMention(deps: ListenerDeps, args: EventArgs, event: MessageEvent): Promise<void> {
  const interaction = await messageInteractionFrom(deps, args, event.channel, event)
  if (interaction === undefined) return
  const words = writtenText((event.text ?? '').replaceAll(/<@[UW][A-Z0-9]+(?:\|[^>]*)?>/g, ' ')).trim()
  await runSlashCommand(interaction, words === '' ? 'help' : words)
}
