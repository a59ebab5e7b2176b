/** The questions of one template version. */
import type { Question } from '../questions/question.ts'

/** The questions that a generation asks. */
export interface Questionnaire {
  readonly questions: readonly Question[]
}

/** Questionnaires are immutable and shared, so each is indexed once. */
const indexes = new WeakMap<Questionnaire, ReadonlyMap<string, Question>>()

/** The top-level questions by name. */
export function questionsByName(questionnaire: Questionnaire): ReadonlyMap<string, Question> {
  let index = indexes.get(questionnaire)
  if (index === undefined) {
    index = new Map(questionnaire.questions.map((question) => [question.name, question]))
    indexes.set(questionnaire, index)
  }
  return index
}
