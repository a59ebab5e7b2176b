/** Confirms the review, so that the document is made. */
import { confirmGeneration } from '../../../../../../commands/generation/confirm-generation.ts'
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Confirms the review. Returns the refusal, which has been replied already. */
export async function confirmReview(
  interaction: Interaction,
  { generation: id }: Pick<ConversationAccess, 'generation'>,
  reviewed: { readonly revision?: number | undefined; readonly shown_under?: string | undefined },
  share_to?: string,
): Promise<DomainError | undefined> {
  const {
    deps: { app },
    texts,
  } = interaction
  const confirmed = await tryCommand(() =>
    confirmGeneration(
      app,
      { id, ...reviewed, share_to },
      commandRequestOf(interaction, 'confirm', [id, reviewed.revision ?? null, share_to ?? null]),
    ),
  )
  if ('done' in confirmed) return undefined
  const { refused } = confirmed
  if (refused.code === 'conflict' && refused.details?.['field'] === 'revision') {
    await replyPrivately(interaction, texts.review_changed)
    await tryCommand(() =>
      reopenQuestion(app, { id, reason: 'repeat', name: null }, commandRequestOf(interaction, 'review again', [id])),
    )
  } else await replyPrivately(interaction, refusalText(refused, texts))
  return refused
}
