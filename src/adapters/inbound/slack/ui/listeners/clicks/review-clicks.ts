/** Clicks in the review, and on a proposed correction. */
import { settleCorrection } from '../../../../../../commands/generation/correct-answer.ts'
import { loadMessageData, messageDataDeps } from '../../messages/message-data.ts'
import { reviewMessage } from '../../views/review-message.ts'
import { staleMessage } from '../../views/stale-message.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { refreshAnsweredMessages } from '../answering/refresh-answered-messages.ts'
import { confirmReview } from '../navigation/confirm-review.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import { type Click, replaceClickedMessage } from './click.ts'

/** Confirms the review that was clicked. */
export async function onConfirm({ interaction, access, reference }: Click): Promise<void> {
  await confirmReview(interaction, access, { revision: reference.revision ?? undefined })
}

/** Another part of a long review. */
export async function showReviewPage({ interaction, action, access }: Click): Promise<void> {
  const { deps, team, person } = interaction
  if (access.state.phase !== 'reviewing') return replyPrivately(interaction, interaction.texts.gone)
  const data = await loadMessageData(messageDataDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation: access.generation,
    requester: access.state.requester ?? '',
    name: null,
  })
  await replaceClickedMessage(
    interaction,
    reviewMessage(data, interaction.texts, Number((action as { readonly value?: string }).value)),
  )
}

/** Accepts or declines a proposed correction. */
export async function onCorrectionClick(
  { interaction, access, address, shown_under }: Click,
  accept: boolean,
): Promise<void> {
  const { generation: id } = access
  const settled = await tryCommand(() =>
    settleCorrection(
      interaction.deps.app,
      { id, name: address, shown_under, accept },
      commandRequestOf(interaction, 'settle', [id, address, accept]),
    ),
  )
  if ('refused' in settled) await replyPrivately(interaction, refusalText(settled.refused, interaction.texts))
  else await refreshAnsweredMessages(interaction, id, settled.done.state, [address])
  await removeClickedButtons(interaction, access, address)
}

/** Removes the buttons of the clicked message, because no later message of the conversation does it. */
async function removeClickedButtons(interaction: Interaction, access: ConversationAccess, name: string): Promise<void> {
  const { deps, team, person } = interaction
  const data = await loadMessageData(messageDataDeps(deps), {
    team,
    tenant: person.caller.tenant,
    generation: access.generation,
    requester: access.state.requester ?? '',
    name,
  })
  await replaceClickedMessage(interaction, staleMessage(data, interaction.texts))
}
