/** Opens the forms that choose an answer, a colleague or a channel. */
import type { View } from '@slack/types'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { InteractionBody } from '../../payloads.ts'
import { chooseEditModal } from '../../views/modals/choose-edit-modal.ts'
import { sendsMail } from '../submissions/delegate-submission.ts'
import { delegateModal } from '../../views/modals/delegate-modal.ts'
import { languageModal } from '../../views/modals/language-modal.ts'
import { shareModal } from '../../views/modals/share-modal.ts'
import { openModal, replyTooLate } from '../interaction/modals.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { answerLabel } from '../navigation/answer-label.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Opens the form that chooses the answer to change. */
export function openAnswerChoice(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    if (access.full === undefined) return undefined
    const generation = presentGeneration(access.full)
    return Object.keys(generation.answers).length === 0
      ? undefined
      : chooseEditModal(
          generation,
          (answer) => answerLabel(generation, answer, interaction),
          shown_under,
          interaction.texts,
        )
  }
  return openModal(interaction, body, interaction.texts.edit_title, build, replyTooLate(interaction))
}

/** Opens the form that hands the question to a colleague. */
export function openDelegateForm(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  address: string,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    const question = await access.question(address)
    return question === undefined
      ? undefined
      : delegateModal(access.generation, question, shown_under, interaction.texts, sendsMail(interaction.deps))
  }
  return openModal(interaction, body, interaction.texts.delegate_title, build, replyTooLate(interaction))
}

/** Opens the form that chooses the languages of the conversation and of its document. */
export function openLanguageForm(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
): Promise<void> {
  const { texts } = interaction
  return openModal(
    interaction,
    body,
    texts.language_title,
    async () => (access.full === undefined ? undefined : languageModal(presentGeneration(access.full), texts)),
    replyTooLate(interaction),
  )
}

/** Opens the form that chooses the channel for the document. */
export function openShareForm(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  revision: number,
  shown_under: string | undefined,
): Promise<void> {
  return openModal(
    interaction,
    body,
    interaction.texts.share_title,
    async () => shareModal(access.generation, revision, shown_under, interaction.texts),
    replyTooLate(interaction),
  )
}
