/** Cancels a conversation, after asking once more. */
import { cancelGeneration } from '../../../../../../commands/generation/cancel-generation.ts'
import { ACTION } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import { actions, section } from '../../views/elements/blocks.ts'
import { button } from '../../views/elements/button.ts'
import { message, type Message } from '../../views/elements/message.ts'
import { cancelConfirmation } from '../../views/elements/cancel-confirmation.ts'
import { escapeCut } from '../../views/elements/text.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Cancels the generation, or replies why not. */
export async function cancelConversation(
  interaction: Interaction,
  { generation: id }: ConversationAccess,
): Promise<void> {
  const cancelled = await tryCommand(() =>
    cancelGeneration(interaction.deps.app, { id }, commandRequestOf(interaction, 'cancel', [id])),
  )
  if ('refused' in cancelled) await replyPrivately(interaction, refusalText(cancelled.refused, interaction.texts))
}

/** A keyword is easily typed by accident, so ask for confirmation. */
export const confirmCancel = (interaction: Interaction, access: ConversationAccess): Promise<void> =>
  replyPrivately(interaction, cancelConfirmationMessage(interaction, access))

function cancelConfirmationMessage({ texts }: Interaction, { generation, state }: ConversationAccess): Message {
  const words = `${texts.cancel_title} ${texts.cancel_text}`
  return message(words, [
    section(escapeCut(words, 600)),
    actions(
      blockId('x', { generation, revision: state.answers_revision < 0 ? null : state.answers_revision, address: '' }),
      [button(ACTION.cancel, texts.more_cancel, { style: 'danger', confirm: cancelConfirmation(texts) })],
    ),
  ])
}
