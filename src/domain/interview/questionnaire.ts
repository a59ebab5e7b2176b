/** The questions of one template version. */
import type { Question } from '../questions/question.ts'

/** What a generation asks: the questions of its template version. */
export interface Questionnaire {
  readonly questions: readonly Question[]
}

const indexes = new WeakMap<Questionnaire, ReadonlyMap<string, Question>>()

export function questionsByName(questionnaire: Questionnaire): ReadonlyMap<string, Question> {
  let index = indexes.get(questionnaire)
  if (index === undefined) {
    index = new Map(questionnaire.questions.map((question) => [question.name, question]))
    indexes.set(questionnaire, index)
  }
  return index
}
