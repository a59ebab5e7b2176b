/**
 * The forms of a conversation as they are opened: several questions, one answer, a list, whom to ask, where to share.
 */
import type { View } from '@slack/types'
import { applicableSlots, slotAt } from '../../../../../domain/interview/interview.ts'
import { wireValue } from '../../../../../domain/interview/answer-values.ts'
import { isErased } from '../../../../../domain/questions/answer.ts'
import { showAnswer } from '../../../../../answers/print.ts'
import { presentGeneration } from '../../../../../queries/generation/present-generation.ts'
import { presentQuestionAt } from '../../../../../queries/generation/present-question.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'
import type { GenerationWithQuestions } from '../../../../../storage/load-generation.ts'
import type { InteractionBody } from '../payloads.ts'
import {
  chooseEditModal,
  delegateModal,
  editModal,
  listModal,
  questionsForForm,
  severalModal,
  shareModal,
} from '../views/conversation-modals.ts'
import { itemName } from '../views/question-message.ts'
import type { Texts } from '../texts/texts.ts'
import { openModal, replyTooLate } from './modals.ts'
import type { ConversationAccess } from './questions.ts'
import { labelOf, reopen } from './navigation.ts'
import type { Interaction } from './interaction.ts'

/** The questions that are open now, in order, those of colleagues left out. */
function openQuestions(full: GenerationWithQuestions): QuestionView[] {
  return applicableSlots(full.questionnaire, full.state.answers)
    .filter(({ answered, address }) => !answered && full.state.delegations.get(address)?.open !== true)
    .map(({ address }) => presentQuestionAt(full, address))
    .filter((question) => question !== undefined)
}

export function severalForm(
  full: GenerationWithQuestions,
  shown_under: string | undefined,
  texts: Texts,
  saved?: number,
): View | undefined {
  const questions = questionsForForm(openQuestions(full))
  return questions.length === 0
    ? undefined
    : severalModal(
        presentGeneration(full),
        questions,
        { shown_under, ...(saved === undefined ? {} : { saved }) },
        texts,
      )
}

export function openSeveral(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  shown_under: string | undefined,
): Promise<void> {
  return openModal(
    interaction,
    body,
    interaction.texts.several_title,
    async () => (access.full === undefined ? undefined : severalForm(access.full, shown_under, interaction.texts)),
    replyTooLate(interaction),
  )
}

/** One answer to change, or a picture to choose. Without a form the question is asked again in the thread. */
export function openEdit(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  address: string,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    const question = await access.question(address)
    return question === undefined ? undefined : editForm(access, question, shown_under, interaction.texts)
  }
  return openModal(interaction, body, interaction.texts.edit_title, build, () =>
    reopen(interaction, access, 'edit', { name: address }),
  )
}

/** The form for one answer; a list shows its items. */
export function editForm(
  { generation: id, full, state }: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
  texts: Texts,
): View {
  if (full === undefined) return editModal({ id, locale: state.locale }, question, undefined, { shown_under }, texts)
  const generation = presentGeneration(full)
  if (question.kind === 'list')
    return listModal(generation, question, itemsOf(full, question, texts), shown_under, texts)
  const where = question.list === undefined ? undefined : itemName(generation, question, texts)
  return editModal(generation, question, generation.answers[question.name]?.value, { shown_under, where }, texts)
}

/** The items of a list, each on one line: its first answers. */
function itemsOf(
  full: GenerationWithQuestions,
  list: QuestionView,
  texts: Texts,
): { readonly item: string; readonly shown: string }[] {
  const { answers, locale } = full.state
  const place = slotAt(full.questionnaire, answers, list.name)
  return (place?.list?.items ?? []).map((item, index) => {
    const said = (list.fields ?? []).flatMap((field) => {
      const at = slotAt(
        full.questionnaire,
        answers,
        field.name === '.' ? `${list.name}.${item}` : `${list.name}.${item}.${field.name}`,
      )
      const value = at === undefined ? undefined : wireValue(answers, at)
      return value === undefined || isErased(value) ? [] : [showAnswer(field, value, locale)]
    })
    return {
      item,
      shown:
        texts.item({ list: list.label, ordinal: index + 1 }) +
        (said.length === 0 ? '' : `: ${said.slice(0, 4).join(' · ')}`),
    }
  })
}

export function openChooseEdit(
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
          (answer) => labelOf(generation, answer, interaction),
          shown_under,
          interaction.texts,
        )
  }
  return openModal(interaction, body, interaction.texts.edit_title, build, replyTooLate(interaction))
}

export function openDelegate(
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
      : delegateModal(access.generation, question, shown_under, interaction.texts)
  }
  return openModal(interaction, body, interaction.texts.delegate_title, build, replyTooLate(interaction))
}

export function openShare(
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
