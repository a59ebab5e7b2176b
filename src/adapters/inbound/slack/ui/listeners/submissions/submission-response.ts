/** The response to a submitted form: it closes, shows errors at its fields, or becomes another form. */
import type { View } from '@slack/types'
import { reopenQuestion } from '../../../../../../commands/generation/reopen-question.ts'
import { readingsOf } from '../../../../../../answers/refusal.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { SlackView } from '../../payloads.ts'
import { readBlockId } from '../../block-id.ts'
import { askedAgain, type FieldProblem } from '../../views/modals/asked-again.ts'
import { textModal } from '../../views/modals/simple-modals.ts'
import { cut, oneLine } from '../../views/elements/text.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { type EnteredField, wordsOf } from './read-fields.ts'
import { replyPrivately } from '../interaction/reply.ts'
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

/** What is wrong in a field, and what its words could mean. */
export const fieldProblem = (
  { block_id, question, value }: EnteredField,
  error: DomainError,
  interaction: Interaction,
): FieldProblem => ({
  block_id,
  problem: fieldErrorText(error, question, interaction),
  words: wordsOf(value),
  readings: readingsOf(error.details),
})

/** The error text at a field: what is wrong, without the place. */
const fieldErrorText = (error: DomainError, question: QuestionView, { texts }: Interaction): string =>
  cut(
    oneLine(
      error.code === 'invalid_answer'
        ? texts.not_understood({ kind: question.kind, problem: error.message })
        : refusalText(error, texts),
    ),
    300,
  )

/** Shows what is wrong in a form at its fields, or in the conversation when the form is closed already. */
export async function respondWithProblems(
  interaction: Interaction,
  access: ConversationAccess,
  view: SlackView,
  problems: readonly FieldProblem[],
): Promise<SubmissionResponse> {
  if (interaction.late) return replyToLateForm(interaction, access, problems)
  // Errors that Slack shows at a field cannot offer anything.
  if (problems.every(({ readings }) => readings.length === 0))
    return {
      response_action: 'errors',
      errors: Object.fromEntries(problems.map(({ block_id, problem }) => [block_id, problem])),
    }
  return { response_action: 'update', view: askedAgain(view, problems, interaction.texts) }
}

async function replyToLateForm(
  interaction: Interaction,
  { generation, full }: ConversationAccess,
  problems: readonly FieldProblem[],
): Promise<undefined> {
  const [first] = problems
  const key = first === undefined ? undefined : readBlockId(first.block_id)?.key
  if (first === undefined || key === undefined || key.startsWith('#') || full === undefined)
    return replyPrivately(interaction, problems.map(({ problem }) => problem).join(' ')).then(() => undefined)
  const raw = first.readings.length === 0 ? undefined : first.words.slice(0, 2000)
  await tryCommand(() =>
    reopenQuestion(
      interaction.deps.app,
      { id: generation, reason: 'not_understood', name: key, error: first.problem, raw },
      commandRequestOf(interaction, 'late', [key]),
    ),
  )
  return undefined
}

/** A problem of a field that has no words. */
export const problemAt = (block_id: string, problem: string): FieldProblem => ({
  block_id,
  problem,
  words: '',
  readings: [],
})

/** Shows a text in place of the form, or as a reply when the form is closed already. */
export async function respondWithText(
  interaction: Interaction,
  title: string,
  words: string,
): Promise<SubmissionResponse> {
  if (interaction.late) await replyPrivately(interaction, words)
  return { response_action: 'update', view: textModal(title, words, interaction.texts) }
}
