/** The response to a submitted form: it closes, shows errors at its fields, or becomes another form. */
import type { View } from '@slack/types'
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { readBlockId } from '../../block-id.ts'
import { textModal } from '../../views/modals/simple-modals.ts'
import { cut, oneLine } from '../../views/elements/text.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { replyEphemeral } from '../interaction/reply.ts'
import { type Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The response to Slack; undefined closes the form. */
export type SubmissionResponse =
  | undefined
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: View }

/** Closes all modals. */
export const CLEAR = { response_action: 'clear' } as const

/** The error text at a field: what is wrong, without the place. */
export const fieldErrorText = (error: DomainError, question: QuestionView, { texts }: Interaction): string =>
  cut(
    oneLine(
      error.code === 'invalid_answer'
        ? texts.not_understood({ kind: question.kind, problem: error.message })
        : refusalText(error, texts),
    ),
    300,
  )

/** Shows errors at the form's fields, or in the conversation when the form is closed already. */
export async function respondWithErrors(
  interaction: Interaction,
  access: ConversationAccess,
  errors: Record<string, string>,
): Promise<SubmissionResponse> {
  if (!interaction.late) return { response_action: 'errors', errors }
  const [first] = Object.entries(errors)
  const key = first === undefined ? undefined : readBlockId(first[0])?.key
  if (first === undefined || key === undefined || key.startsWith('#') || access.full === undefined)
    await replyEphemeral(interaction, Object.values(errors).join(' '))
  else
    await tryCommand(() =>
      reopenQuestion(
        interaction.deps.app,
        { id: access.generation, reason: 'not_understood', name: key, error: first[1] },
        commandRequestOf(interaction, 'late', [key]),
      ),
    )
  return undefined
}

/** Shows a text in place of the form, or as a reply when the form is closed already. */
export async function respondWithText(
  interaction: Interaction,
  title: string,
  words: string,
): Promise<SubmissionResponse> {
  if (interaction.late) await replyEphemeral(interaction, words)
  return { response_action: 'update', view: textModal(title, words, interaction.texts) }
}
