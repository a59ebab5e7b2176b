/**
 * What Slack is answered when a form is submitted: it closes, shows what is wrong at its fields, or becomes another
 * form.
 */
import type { View } from '@slack/types'
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import { readBlockId } from '../../reference.ts'
import { wordsModal } from '../../views/conversation-modals.ts'
import { cut, oneLine } from '../../views/elements/text.ts'
import type { ConversationAccess } from '../questions.ts'
import { tryCommand, commandRequestOf, refusalText, replyEphemeral, type Interaction } from '../interaction.ts'

/** What Slack is answered: the form closes, shows what is wrong, or becomes another one. */
export type SubmissionResponse =
  | undefined
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Record<string, string> }
  | { readonly response_action: 'update'; readonly view: View }

export const CLEAR = { response_action: 'clear' } as const

/** At a field, where a sentence is read: what is wrong, not where. */
export const fieldErrorText = (error: DomainError, question: QuestionView, { texts }: Interaction): string =>
  cut(
    oneLine(
      error.code === 'invalid_answer'
        ? texts.not_understood({ kind: question.kind, problem: error.message })
        : refusalText(error, texts),
    ),
    300,
  )

/** What is wrong, at its fields; in the conversation when nobody sees the form's answer any more. */
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

export async function respondWithText(
  interaction: Interaction,
  title: string,
  words: string,
): Promise<SubmissionResponse> {
  if (interaction.late) await replyEphemeral(interaction, words)
  return { response_action: 'update', view: wordsModal(title, words, interaction.texts) }
}
