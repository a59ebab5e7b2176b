/** The form for one answer; for a list, the form with its items. */
import type { View } from '@slack/types'
import { wireValue } from '../../../../../../domain/interview/answer-values.ts'
import { slotAt } from '../../../../../../domain/interview/interview.ts'
import { isErased } from '../../../../../../domain/questions/answer.ts'
import { showAnswer } from '../../../../../../answers/print.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import type { GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import type { InteractionBody } from '../../payloads.ts'
import { editModal } from '../../views/modals/edit-modal.ts'
import { listModal } from '../../views/modals/list-modal.ts'
import { itemName } from '../../views/question/question-title.ts'
import type { Texts } from '../../texts/texts.ts'
import { openModal } from '../interaction/modals.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { askAgain } from '../navigation/ask-again.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/**
 * Opens the form to change an answer or choose a picture. If it cannot open, the question is asked again in the thread.
 */
export function openEditForm(
  interaction: Interaction,
  body: InteractionBody,
  access: ConversationAccess,
  address: string,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    const question = await access.question(address)
    return question === undefined ? undefined : buildEditForm(access, question, shown_under, interaction.texts)
  }
  return openModal(interaction, body, interaction.texts.edit_title, build, () =>
    askAgain(interaction, access, 'edit', { name: address }),
  )
}

/** The form for one answer; a list shows its items. */
export function buildEditForm(
  { generation: id, full, state }: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
  texts: Texts,
): View {
  if (full === undefined) return editModal({ id, locale: state.locale }, question, undefined, { shown_under }, texts)
  const generation = presentGeneration(full)
  if (question.kind === 'list')
    return listModal(generation, question, listItems(full, question, texts), shown_under, texts)
  const where = question.list === undefined ? undefined : itemName(generation, question, texts)
  return editModal(generation, question, generation.answers[question.name]?.value, { shown_under, where }, texts)
}

/** The items of a list, each as one line with its first answers. */
function listItems(
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
