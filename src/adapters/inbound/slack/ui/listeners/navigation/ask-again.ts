/** Asks a question again: back, repeat, help, edit. */
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import type { ReopenReason } from '../../../../../../domain/outbox/outbox-events.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Asks a question again, or replies why not. Without a name it is the current one. */
export async function askAgain(
  interaction: Interaction,
  { generation: id }: ConversationAccess,
  reason: ReopenReason,
  at: { readonly name?: string | null | undefined; readonly shown_under?: string | undefined },
): Promise<void> {
  const turned = await tryCommand(() =>
    reopenQuestion(
      interaction.deps.app,
      { id, reason, ...at },
      commandRequestOf(interaction, reason, [id, at.name ?? null]),
    ),
  )
  if ('done' in turned) return
  const { refused } = turned
  await replyPrivately(
    interaction,
    reason === 'back' && refused.code === 'unprocessable'
      ? interaction.texts.nothing_before
      : refusalText(refused, interaction.texts),
  )
}
