/** Skips an optional question. */
import { skipQuestion } from '../../../../../../commands/generation/skip-question.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Skips the question, or replies why not. */
export async function skipAskedQuestion(
  interaction: Interaction,
  access: ConversationAccess,
  name: string,
  shown_under: string | undefined,
): Promise<void> {
  const { generation: id } = access
  const skipped = await tryCommand(() =>
    skipQuestion(interaction.deps.app, { id, name, shown_under }, commandRequestOf(interaction, 'skip', [id, name])),
  )
  if ('done' in skipped) return
  const { refused } = skipped
  const label = (await access.question(name))?.label ?? name
  await replyPrivately(
    interaction,
    refused.code === 'unprocessable'
      ? interaction.texts.cannot_skip({ label })
      : refusalText(refused, interaction.texts),
  )
}
