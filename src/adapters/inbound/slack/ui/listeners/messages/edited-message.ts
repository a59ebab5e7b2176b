/** A message that was edited or deleted after it had answered a question. */
import { proposeCorrection } from '../../../../../../commands/generation/correct-answer.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { ListenerDeps } from '../../listener-deps.ts'
import { answerIn } from '../../../../../../answers/meaning/read-meaning.ts'
import { wordsOf } from '../../input/rich-text.ts'
import type { MessageEvent } from '../../payloads.ts'
import { answerText } from '../../views/elements/answer-line.ts'
import { listOpenConversations } from '../starting/open-conversations.ts'
import { refreshAnsweredMessages } from '../answering/refresh-answered-messages.ts'
import { answerLabel } from '../navigation/answer-label.ts'
import { openConversation, type ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { messageRefOf } from '../interaction/interaction.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { type EventArgs, type MessageInteraction, messageInteractionFrom, readMessage } from './message-interaction.ts'

/** An edited message had answered a question: asks the person whether the answer changes too. */
export async function onMessageEdited(
  deps: ListenerDeps,
  args: EventArgs,
  { channel, message: now, previous_message: before }: MessageEvent,
): Promise<void> {
  if (now === undefined || now.text === before?.text) return
  const interaction = await messageInteractionFrom(deps, args, channel, now)
  const access = interaction === undefined ? undefined : await findConversation(interaction)
  if (interaction === undefined || access === undefined) return
  const said_in = messageRefOf(interaction.team, interaction.location)
  const address = access.state.outbox?.answered_by.get(said_in)?.name
  if (address === undefined || access.full === undefined) return
  if (access.state.phase !== 'asking' && access.state.phase !== 'reviewing')
    return replyPrivately(interaction, interaction.texts.too_late_to_correct)
  const written = await readMessage(interaction, args, now)
  if (written.wordless !== undefined) return replyPrivately(interaction, interaction.texts.wordless(written.wordless))
  const asked = await access.question(address)
  const value = answerIn(asked === undefined ? written.plain : wordsOf(written, asked))
  const proposed = await tryCommand(() =>
    proposeCorrection(
      deps.app,
      { id: access.generation, said_in, value },
      commandRequestOf(interaction, 'edited', [access.generation, value]),
    ),
  )
  if ('done' in proposed) return
  await refreshAnsweredMessages(interaction, access.generation, access.state, [address], { unsaid: true })
  await replyPrivately(
    interaction,
    proposed.refused.code === 'invalid_answer'
      ? `${refusalText(proposed.refused, interaction.texts)} ${interaction.texts.corrected_not}`
      : refusalText(proposed.refused, interaction.texts),
  )
}

/** A deleted message had answered a question: tells the person that the answer stays. */
export async function onMessageDeleted(
  deps: ListenerDeps,
  args: EventArgs,
  { channel, previous_message: before }: MessageEvent,
): Promise<void> {
  const interaction = await messageInteractionFrom(deps, args, channel, before)
  const access = interaction === undefined ? undefined : await findConversation(interaction)
  if (interaction === undefined || access?.full === undefined) return
  const address = access.state.outbox?.answered_by.get(messageRefOf(interaction.team, interaction.location))?.name
  const view = presentGeneration(access.full)
  const answer = address === undefined ? undefined : view.answers[address]
  if (address === undefined || answer === undefined) return
  await refreshAnsweredMessages(interaction, access.generation, access.state, [address], { unsaid: true })
  await replyPrivately(
    interaction,
    interaction.texts.deleted({
      label: answerLabel(view, answer, interaction),
      answer: answerText(answer, interaction.texts),
    }),
  )
}

/** The conversation of a message's thread; outside of threads, the one that the message answered in. */
async function findConversation(interaction: MessageInteraction): Promise<ConversationAccess | undefined> {
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
