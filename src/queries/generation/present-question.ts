/** One question or answer of a generation in the form that the API and the surfaces read. */
import { exampleFor } from '../../answers/example.ts'
import { showAnswer } from '../../answers/print.ts'
import { questionAsked } from '../../domain/questions/later-kinds.ts'
import { isErased, type AnswerValue } from '../../domain/questions/answer.ts'
import type { Kind, Question } from '../../domain/questions/question.ts'
import { isSameLanguage } from '../../domain/template/language.ts'
import type { Generation } from '../../domain/generation/generation.ts'
import { isCarried, slotAt } from '../../domain/interview/interview.ts'
import { wireValue } from '../../domain/interview/answer-values.ts'
import type { QuestionSlot } from '../../domain/interview/question-slot.ts'
import { answerRevision } from '../../domain/generation/expected-answer.ts'
import type { GenerationWithQuestions } from '../../storage/load-generation.ts'
import { withReferences } from '../../storage/pictures/picture-references.ts'
import type { QuestionView, AnswerView } from './generation-view.ts'

/** The view of the question at an address, whether it is asked now or not; undefined where there is none. */
export function presentQuestionAt(
  { state, questionnaire }: Pick<GenerationWithQuestions, 'state' | 'questionnaire'>,
  address: string,
): QuestionView | undefined {
  const slot = slotAt(questionnaire, state.answers, address)
  return slot === undefined ? undefined : presentQuestion(slot, state)
}

/** The view of a question. */
export function presentQuestion(
  slot: QuestionSlot,
  { locale, document_language, delegations }: Generation,
): QuestionView {
  const asked = questionAsked(slot.question)
  const { when: _, personal: __, name: ___, ...question } = asked
  const delegation = delegations.get(slot.address)
  return {
    ...question,
    name: slot.address,
    example: exampleFor(asked, locale),
    ...(isSameLanguage(locale, document_language) ? {} : { document_language }),
    revision: answerRevision(slot),
    ...presentScope(slot),
    ...(question.kind === 'list' ? { items: slot.list?.items.length ?? 0 } : {}),
    ...(delegation?.open === true ? { waits_for: delegation.to } : {}),
  }
}

/** The view of an answer; undefined for a question without one. */
export function presentAnswer(
  { id, state, questionnaire }: Pick<GenerationWithQuestions, 'id' | 'state' | 'questionnaire'>,
  slot: QuestionSlot,
): AnswerView | undefined {
  const value = wireValue(state.answers, slot)
  if (!slot.answered && slot.list === undefined) return undefined
  const { question, given } = slot
  const skipped = value === undefined
  return {
    name: slot.address,
    kind: question.kind,
    label: question.label,
    value: value === undefined ? null : isErased(value) ? value : withReferences(value, id),
    ...(skipped || isErased(value) ? { shown: '' } : showInBoth(question, value, state)),
    skipped,
    required: question.required,
    revision: answerRevision(slot) ?? 0,
    at: given?.at ?? state.active_at,
    actor: given?.actor ?? state.requester ?? '',
    carried: isCarried(questionnaire, state.answers, slot),
    ...presentScope(slot),
  }
}

/** What is shown of them says how large they are. */
const NOT_PRINTED_AS_SHOWN: ReadonlySet<Kind> = new Set(['list', 'image'])

/** The answer as its person writes it, and as the document prints it where that differs. */
export function showInBoth(
  question: Question,
  value: AnswerValue,
  { locale, document_language }: Pick<Generation, 'locale' | 'document_language'>,
): { readonly shown: string; readonly printed?: string } {
  const shown = showAnswer(question, value, locale)
  const isSame = NOT_PRINTED_AS_SHOWN.has(question.kind) || isSameLanguage(locale, document_language)
  const printed = isSame ? shown : showAnswer(question, value, document_language)
  return printed === shown ? { shown } : { shown, printed }
}

const presentScope = ({ scope }: QuestionSlot) =>
  scope === undefined ? {} : { list: scope.list, item: scope.item, ordinal: scope.ordinal }
