/**
 * The forms of a conversation as they are opened: several questions, one answer, a list, whom to ask, where to share.
 */
import type { View } from '@slack/types'
import { applicableSlots, slotAt, wireValue } from '../../../../../domain/interview/interview.ts'
import { isErased } from '../../../../../domain/questions/answer.ts'
import { showAnswer } from '../../../../../answers/print.ts'
import {
  presentGeneration,
  presentQuestionAt,
  type QuestionView,
} from '../../../../../queries/generation/present-generation.ts'
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
import { openForm, tooLate } from './modals.ts'
import type { Seen } from './questions.ts'
import { labelOf, turnTo } from './navigation.ts'
import type { Visit } from './interaction.ts'

/** The questions that are open now, in order, those of colleagues left out. */
function openQuestions(shown: GenerationWithQuestions): QuestionView[] {
  return applicableSlots(shown.questionnaire, shown.state.answers)
    .filter(({ answered, address }) => !answered && shown.state.delegations.get(address)?.open !== true)
    .map(({ address }) => presentQuestionAt(shown, address))
    .filter((question) => question !== undefined)
}

export function severalForm(
  shown: GenerationWithQuestions,
  shown_under: string | undefined,
  texts: Texts,
  saved?: number,
): View | undefined {
  const questions = questionsForForm(openQuestions(shown))
  return questions.length === 0
    ? undefined
    : severalModal(
        presentGeneration(shown),
        questions,
        { shown_under, ...(saved === undefined ? {} : { saved }) },
        texts,
      )
}

export function openSeveral(
  visit: Visit,
  body: InteractionBody,
  seen: Seen,
  shown_under: string | undefined,
): Promise<void> {
  return openForm(
    visit,
    body,
    visit.texts.several_title,
    async () => (seen.shown === undefined ? undefined : severalForm(seen.shown, shown_under, visit.texts)),
    tooLate(visit),
  )
}

/** One answer to change, or a picture to choose. Without a form the question is asked again in the thread. */
export function openEdit(
  visit: Visit,
  body: InteractionBody,
  seen: Seen,
  address: string,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    const question = await seen.question(address)
    return question === undefined ? undefined : editForm(seen, question, shown_under, visit.texts)
  }
  return openForm(visit, body, visit.texts.edit_title, build, () => turnTo(visit, seen, 'edit', { name: address }))
}

/** The form for one answer; a list shows its items. */
export function editForm(
  { generation: id, shown, state }: Seen,
  question: QuestionView,
  shown_under: string | undefined,
  texts: Texts,
): View {
  if (shown === undefined) return editModal({ id, locale: state.locale }, question, undefined, { shown_under }, texts)
  const generation = presentGeneration(shown)
  if (question.kind === 'list')
    return listModal(generation, question, itemsOf(shown, question, texts), shown_under, texts)
  const where = question.list === undefined ? undefined : itemName(generation, question, texts)
  return editModal(generation, question, generation.answers[question.name]?.value, { shown_under, where }, texts)
}

/** The items of a list, each on one line: its first answers. */
function itemsOf(
  shown: GenerationWithQuestions,
  list: QuestionView,
  texts: Texts,
): { readonly item: string; readonly shown: string }[] {
  const { answers, locale } = shown.state
  const place = slotAt(shown.questionnaire, answers, list.name)
  return (place?.list?.items ?? []).map((item, index) => {
    const said = (list.fields ?? []).flatMap((field) => {
      const at = slotAt(
        shown.questionnaire,
        answers,
        field.name === '.' ? `${list.name}.${item}` : `${list.name}.${item}.${field.name}`,
      )
      const value = at === undefined ? undefined : wireValue(answers, at)
      return value === undefined || isErased(value) ? [] : [showAnswer(field, value, locale)]
    })
    return {
      item,
      shown: `${texts.item({ list: list.label, ordinal: index + 1 })}${said.length === 0 ? '' : `: ${said.slice(0, 4).join(' · ')}`}`,
    }
  })
}

export function openChooseEdit(
  visit: Visit,
  body: InteractionBody,
  seen: Seen,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    if (seen.shown === undefined) return undefined
    const generation = presentGeneration(seen.shown)
    return Object.keys(generation.answers).length === 0
      ? undefined
      : chooseEditModal(generation, (answer) => labelOf(generation, answer, visit), shown_under, visit.texts)
  }
  return openForm(visit, body, visit.texts.edit_title, build, tooLate(visit))
}

export function openDelegate(
  visit: Visit,
  body: InteractionBody,
  seen: Seen,
  address: string,
  shown_under: string | undefined,
): Promise<void> {
  const build = async (): Promise<View | undefined> => {
    const question = await seen.question(address)
    return question === undefined ? undefined : delegateModal(seen.generation, question, shown_under, visit.texts)
  }
  return openForm(visit, body, visit.texts.delegate_title, build, tooLate(visit))
}

export function openShare(
  visit: Visit,
  body: InteractionBody,
  seen: Seen,
  revision: number,
  shown_under: string | undefined,
): Promise<void> {
  return openForm(
    visit,
    body,
    visit.texts.share_title,
    async () => shareModal(seen.generation, revision, shown_under, visit.texts),
    tooLate(visit),
  )
}
