/** The form for several questions at once. */
import type { View } from '@slack/types'
import { applicableSlots } from '../../../../../../domain/interview/interview.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import type { InteractionBody } from '../../payloads.ts'
import { questionsForForm, severalModal, type SeveralFormOptions } from '../../views/modals/several-modal.ts'
import type { Texts } from '../../texts/texts.ts'
import { openModal, replyTooLate } from '../interaction/modals.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { presentQuestionAt } from '../../../../../../queries/generation/present-question.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The open questions in order, without delegated ones. */
function listOpenQuestions(full: GenerationWithQuestions): QuestionView[] {
  return applicableSlots(full.questionnaire, full.state.answers)
    .filter(({ answered, address }) => !answered && full.state.delegations.get(address)?.open !== true)
    .map(({ address }) => presentQuestionAt(full, address))
    .filter((question) => question !== undefined)
}

/** Undefined when no open question fits into a form. */
export function buildSeveralForm(
  full: GenerationWithQuestions,
  options: SeveralFormOptions,
  texts: Texts,
): View | undefined {
  const questions = questionsForForm(listOpenQuestions(full))
  return questions.length === 0 ? undefined : severalModal(presentGeneration(full), questions, options, texts)
}

/** Opens the form with several questions. */
export function openSeveralForm(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  shown_under: string | undefined,
): Promise<void> {
  return openModal(
    interaction,
    body,
    interaction.texts.several_title,
    async () =>
      access.full === undefined ? undefined : buildSeveralForm(access.full, { shown_under }, interaction.texts),
    replyTooLate(interaction),
  )
}
