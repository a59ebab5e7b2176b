/** Submitting the form for one answer, and the choice of the answer to change. */
import { provideAnswer } from '../../../../../../commands/generation/provide-answer.ts'
import { skipQuestion } from '../../../../../../commands/generation/skip-question.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { SlackView } from '../../payloads.ts'
import type { FormMetadata } from '../../views/modals/form-metadata.ts'
import { buildEditForm } from '../forms/edit-form.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import { refreshAnsweredMessages } from '../answering/refresh-answered-messages.ts'
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
import { showConflict } from './answer-conflict.ts'
import { readFields } from './read-fields.ts'

/** Changes or skips the answer of the form. */
export async function onEditSubmitted(
  interaction: Interaction,
  view: SlackView,
  metadata: FormMetadata,
): Promise<SubmissionResponse> {
  const {
    deps: { app },
    texts,
  } = interaction
  const access = await openConversation(interaction, metadata.generation)
  if (access === undefined) return respondWithText(interaction, texts.edit_title, texts.not_yours)
  const [field] = await readFields(interaction, access, view, metadata)
  if (field === undefined) return respondWithText(interaction, texts.edit_title, texts.gone)
  const { question, value, chosen, replaces } = field
  if (value === null)
    return respondWithProblems(interaction, access, view, [problemAt(field.block_id, texts.no_picture)])
  const { generation: id } = access
  const { name } = question
  const sent = await tryCommand(() =>
    value === undefined
      ? skipQuestion(app, { id, name, replaces }, commandRequestOf(interaction, 'form skip', [id, name]))
      : provideAnswer(
          app,
          { id, name, value, chosen, replaces },
          commandRequestOf(interaction, 'form', [id, name, value, chosen]),
        ),
  )
  if ('done' in sent) {
    // Runs after the response, because Slack waits only three seconds for it.
    void refreshAnsweredMessages(interaction, id, sent.done.state, [name])
    return CLEAR
  }
  const { refused } = sent
  if (refused.code === 'conflict' && refused.details?.['revision'] !== undefined)
    return showConflict(interaction, metadata, field, refused)
  if (refused.code === 'invalid_answer' || refused.code === 'unprocessable')
    return respondWithProblems(interaction, access, view, [fieldProblem(field, refused, interaction)])
  return respondWithText(interaction, texts.edit_title, refusalText(refused, texts))
}

/** Shows the form for the chosen answer. */
export async function onAnswerChosen(
  interaction: Interaction,
  view: SlackView,
  metadata: FormMetadata,
): Promise<SubmissionResponse> {
  const { texts } = interaction
  const access = await openConversation(interaction, metadata.generation)
  if (access?.full === undefined) return respondWithText(interaction, texts.edit_title, texts.not_yours)
  const picked = Number(view.state?.values?.['which']?.['dg_value']?.selected_option?.value)
  const answer = Object.values(presentGeneration(access.full).answers)[picked]
  const question = answer === undefined ? undefined : await access.question(answer.name)
  return question === undefined
    ? respondWithText(interaction, texts.edit_title, texts.gone)
    : { response_action: 'update', view: buildEditForm(access, question, undefined, texts) }
}
