/** Runs a command that somebody wrote in a thread. */
import type { Meaning } from '../../../../../../answers/meaning/read-meaning.ts'
import { addEmptyItem, finishList } from '../answering/list-answers.ts'
import type { PromptAbove } from '../conversation/prompts-above.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { confirmCancel } from '../navigation/cancel-conversation.ts'
import { confirmReview } from '../navigation/confirm-review.ts'
import { editNamedAnswer } from '../navigation/edit-named-answer.ts'
import { skipAskedQuestion } from '../navigation/skip-question.ts'
import { askAgain } from '../navigation/ask-again.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { orAnswerMessage } from '../../views/notices/meaning-messages.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** Runs the command, and offers the same words as an answer where they could be one. */
export async function runKeyword(
  interaction: Interaction,
  access: ConversationAccess,
  meant: Extract<Meaning, { readonly kind: 'command' }>,
  above: PromptAbove,
  question: QuestionView | undefined,
): Promise<void> {
  await runCommand(interaction, access, meant, above, question)
  if (meant.answer !== undefined && question !== undefined)
    await replyPrivately(interaction, orAnswerMessage(access.generation, question, meant.answer, interaction.texts))
}

async function runCommand(
  interaction: Interaction,
  access: ConversationAccess,
  { command, rest }: Extract<Meaning, { readonly kind: 'command' }>,
  above: PromptAbove,
  question: QuestionView | undefined,
): Promise<void> {
  const prompt = { name: above.name, shown_under: above.message }
  switch (command) {
    case 'back':
      return askAgain(interaction, access, 'back', {})
    case 'repeat':
      return askAgain(interaction, access, 'repeat', prompt)
    case 'help':
      return question !== undefined && access.full === undefined
        ? replyPrivately(interaction, interaction.texts.hint({ kind: question.kind }))
        : askAgain(interaction, access, 'help', prompt)
    case 'edit':
      return editNamedAnswer(interaction, access, rest)
    case 'cancel':
      return confirmCancel(interaction, access)
    case 'skip':
      return question === undefined
        ? replyPrivately(interaction, interaction.texts.review_waits)
        : skipAskedQuestion(interaction, access, question.name, prompt.shown_under)
    case 'done':
      return question === undefined ? undefined : finishList(interaction, access, question, prompt.shown_under)
    case 'add':
      return question === undefined ? undefined : addEmptyItem(interaction, access, question, prompt.shown_under)
    case 'confirm':
      await confirmReview(interaction, access, { shown_under: above.message })
  }
}
