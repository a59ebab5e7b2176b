/**
 * Handles the form with several questions. The command runs before Slack is answered, so that errors appear at their
 * fields and no input is lost.
 */
import { provideAnswers } from '../../../../../../commands/generation/provide-answers.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { SlackView } from '../../payloads.ts'
import type { FormMetadata } from '../../views/modals/form-metadata.ts'
import { goesOnModal } from '../../views/starting/started.ts'
import { buildSeveralForm } from '../forms/several-form.ts'
import { conversationUrl } from '../starting/open-conversations.ts'
import { openConversation, type ConversationAccess } from '../conversation/conversation-access.ts'
import { tryCommand, commandRequestOf, refusalText } from '../interaction/run-command.ts'
import { type Interaction } from '../interaction/interaction.ts'
import {
  type SubmissionResponse,
  CLEAR,
  fieldProblem,
  problemAt,
  respondWithProblems,
  respondWithText,
} from './submission-response.ts'
import { type EnteredField, readFields } from './read-fields.ts'
import { conflictText } from './answer-conflict.ts'

/** Submits all entered answers at once, then shows the next questions. */
export async function onSeveralSubmitted(
  interaction: Interaction,
  view: SlackView,
  metadata: FormMetadata,
): Promise<SubmissionResponse> {
  const {
    deps: { app },
    texts,
  } = interaction
  const access = await openConversation(interaction, metadata.generation)
  if (access?.full === undefined) return respondWithText(interaction, texts.several_title, texts.not_yours)
  const fields = await readFields(interaction, access, view, metadata)
  const broken = fields.filter(({ value }) => value === null)
  if (broken.length > 0)
    return respondWithProblems(
      interaction,
      access,
      view,
      broken.map(({ block_id }) => problemAt(block_id, texts.no_picture)),
    )
  const given = fields.filter(({ value }) => value !== undefined)
  const answers = given.map(({ question: { name }, value, chosen, replaces }) => ({ name, value, chosen, replaces }))
  const over = (): Promise<SubmissionResponse> => leadToConversation(interaction, metadata)
  if (answers.length === 0) return over()
  const sent = await tryCommand(() =>
    provideAnswers(
      app,
      { id: access.generation, answers },
      commandRequestOf(interaction, 'several', [access.generation, answers]),
    ),
  )
  if ('refused' in sent) return showFieldErrors(interaction, access, view, given, sent.refused)
  if (given.length < fields.length) return over()
  const next = await openConversation(interaction, metadata.generation)
  const view_ =
    next?.full === undefined || next.state.phase !== 'asking'
      ? undefined
      : buildSeveralForm(next.full, { saved: given.length, away: metadata.away }, texts)
  return view_ === undefined ? over() : { response_action: 'update', view: view_ }
}

/** Closes the form; one that was opened elsewhere first says where the conversation is. */
async function leadToConversation(
  interaction: Interaction,
  { generation, away }: FormMetadata,
): Promise<SubmissionResponse> {
  const url = away === true && !interaction.late ? await conversationUrl(interaction, generation) : undefined
  return url === undefined ? CLEAR : { response_action: 'update', view: goesOnModal(url, interaction.texts) }
}

async function showFieldErrors(
  interaction: Interaction,
  access: ConversationAccess,
  view: SlackView,
  given: readonly EnteredField[],
  error: DomainError,
): Promise<SubmissionResponse> {
  const { texts } = interaction
  const fields = error.details?.['fields'] as Readonly<Record<string, DomainError>> | undefined
  if (fields === undefined) return respondWithText(interaction, texts.several_title, refusalText(error, texts))
  const problems = given.flatMap((field) => {
    const { question } = field
    const wrong = fields[question.name]
    if (wrong === undefined) return []
    const shown = fieldProblem(field, wrong, interaction)
    return wrong.code === 'conflict' ? { ...shown, problem: conflictText(wrong, question, access, texts) } : shown
  })
  return respondWithProblems(interaction, access, view, problems)
}
