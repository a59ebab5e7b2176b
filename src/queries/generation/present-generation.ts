/** Turns the state of a generation into the view that the API and the surfaces read. */
import { isErased, type AnswerValue, type Erased } from '../../domain/questions/answer.ts'
import type { Generation } from '../../domain/generation/generation.ts'
import { applicableSlots, slotAt, countProgress } from '../../domain/interview/interview.ts'
import type { Questionnaire } from '../../domain/interview/questionnaire.ts'
import { currentSlot } from '../../domain/generation/current-question.ts'
import type { GenerationWithQuestions } from '../../storage/load-generation.ts'
import { presentNotCarried } from './present-not-carried.ts'
import type { GenerationView } from './generation-view.ts'
import { presentQuestion, presentAnswer, showInBoth } from './present-question.ts'

/** The view of a generation with its questions. */
export function presentGeneration(generation: GenerationWithQuestions): GenerationView {
  const { state, questionnaire } = generation
  const answers = applicableSlots(questionnaire, state.answers)
    .map((slot) => presentAnswer(generation, slot))
    .filter((answer) => answer !== undefined)
  return {
    ...presentHead(generation),
    not_carried: state.not_carried.map(presentNotCarried),
    answers: Object.fromEntries(answers.map((answer) => [answer.name, answer])),
    review: state.phase === 'asking' ? null : answers,
  }
}

/** The view without what grows with the number of answers. */
export function presentHead({
  id,
  state,
  revision,
  questionnaire,
  template_name,
}: GenerationWithQuestions): Omit<GenerationView, 'answers' | 'review' | 'not_carried'> {
  const open = state.phase === 'asking' || state.phase === 'reviewing'
  const due = open ? currentSlot(state, questionnaire) : undefined
  const made = state.document?.made
  return {
    id,
    revision,
    template_id: state.template_id,
    template_name,
    template_version: state.template_version,
    state: state.phase,
    requester: state.requester ?? '',
    locale: state.locale,
    document_language: state.document_language,
    zone: state.zone,
    requested_at: state.requested_at,
    updated_at: state.updated_at,
    copied_from: state.copied_from ?? null,
    progress: countProgress(questionnaire, state.answers),
    question: due === undefined ? null : presentQuestion(due, state),
    document:
      state.document === undefined || made === undefined
        ? null
        : {
            id: state.document.id,
            file_name: state.document.file_name,
            media_type: made.media_type,
            size: made.size,
            sha256: made.sha256,
          },
    failure: state.failure === undefined ? null : { reason: state.failure.reason, message: state.failure.message },
    delegations: [...state.delegations].flatMap(([name, { open: isOpen, to, at }]) =>
      isOpen ? [{ name, label: labelOf(questionnaire, state, name), to, at }] : [],
    ),
    corrections: [...(state.outbox?.corrections ?? [])].map(([name, { value }]) => ({
      name,
      label: labelOf(questionnaire, state, name),
      ...showAnswerAt(questionnaire, state, name, value),
    })),
  }
}

const labelOf = (questionnaire: Questionnaire, { answers }: Generation, address: string): string =>
  slotAt(questionnaire, answers, address)?.question.label ?? address

function showAnswerAt(
  questionnaire: Questionnaire,
  state: Generation,
  address: string,
  value: AnswerValue | Erased,
): ReturnType<typeof showInBoth> {
  const question = slotAt(questionnaire, state.answers, address)?.question
  return question === undefined || isErased(value) ? { shown: '' } : showInBoth(question, value, state)
}
