/** Submitting the forms that choose languages. */
import { changeLanguage } from '../../../../../../commands/generation/change-language.ts'
import { setTemplateLanguage } from '../../../../../../commands/template/set-template-language.ts'
import type { SlackView } from '../../payloads.ts'
import type { FormMetadata } from '../../views/modals/form-metadata.ts'
import { AS_THE_FILE_SAYS, type TemplateLanguageForm } from '../../views/modals/language-modal.ts'
import { updateDraftMessage } from '../authoring/draft-replies.ts'
import { openConversation } from '../conversation/conversation-access.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { commandRequestOf, refusalText, tryCommand } from '../interaction/run-command.ts'
import { CLEAR, respondWithText, type SubmissionResponse } from './submission-response.ts'

const chosenIn = (view: SlackView, field: string): string | undefined =>
  view.state?.values?.[field]?.['dg_value']?.selected_option?.value

/** Changes the languages of a conversation. */
export async function onLanguageSubmitted(
  interaction: Interaction,
  view: SlackView,
  { generation: id }: FormMetadata,
): Promise<SubmissionResponse> {
  const { deps, texts } = interaction
  const access = await openConversation(interaction, id)
  const languages = { locale: chosenIn(view, 'reading'), document_language: chosenIn(view, 'document') }
  if (access?.full === undefined || Object.values(languages).every((one) => one === undefined))
    return respondWithText(interaction, texts.language_title, texts.not_yours)
  const request = commandRequestOf(interaction, 'language', [id, languages])
  const changed = await tryCommand(() => changeLanguage(deps.app, { id, ...languages }, request))
  return 'done' in changed
    ? CLEAR
    : respondWithText(interaction, texts.language_title, refusalText(changed.refused, texts))
}

/** Sets the language of a template's documents, and shows the draft anew. */
export async function onTemplateLanguageSubmitted(
  interaction: Interaction,
  view: SlackView,
  { template: id, revision, at }: TemplateLanguageForm,
): Promise<SubmissionResponse> {
  const { deps, texts } = interaction
  const chosen = chosenIn(view, 'document') ?? AS_THE_FILE_SAYS
  const language = chosen === AS_THE_FILE_SAYS ? null : chosen
  const request = { ...commandRequestOf(interaction, 'language', [id, language]), if_revision: revision }
  const set = await tryCommand(() => setTemplateLanguage(deps.app, { id, language }, request))
  if ('refused' in set) return respondWithText(interaction, texts.language_title, refusalText(set.refused, texts))
  await updateDraftMessage(interaction, id, at)
  return CLEAR
}
