/**
 * What a refinement changed, so that its event holds no question that stayed as it was: a hundred changes of a template
 * of 400 questions would else be twenty megabytes.
 */
import type { InferenceNote } from '../questions/inference-note.ts'
import type { Question } from '../questions/question.ts'

/** The questions of a version, and what its author should look at. */
export interface QuestionsAndNotes {
  readonly questions: readonly Question[]
  readonly notes: readonly InferenceNote[]
}

/** From one version to another. What is left out is as it was. */
export interface QuestionChanges {
  /** Those that are new or not as they were. */
  readonly questions: readonly Question[]
  /** The names of all questions in order, where one came, went or moved. */
  readonly order?: readonly string[] | undefined
  readonly notes?: readonly InferenceNote[] | undefined
}

/** What has to be changed of one to get the other. */
export function changesBetween(before: QuestionsAndNotes, after: QuestionsAndNotes): QuestionChanges {
  const earlier = new Map(before.questions.map((question) => [question.name, JSON.stringify(question)]))
  const order = after.questions.map(({ name }) => name)
  const sameOrder = JSON.stringify(order) === JSON.stringify([...earlier.keys()])
  const sameNotes = JSON.stringify(before.notes) === JSON.stringify(after.notes)
  return {
    questions: after.questions.filter((question) => earlier.get(question.name) !== JSON.stringify(question)),
    ...(sameOrder ? {} : { order }),
    ...(sameNotes ? {} : { notes: [...after.notes] }),
  }
}

/** What the version is after the changes. What stayed is the same object as before. */
export function applyChanges(before: QuestionsAndNotes, changes: QuestionChanges): QuestionsAndNotes {
  const byName = new Map([...before.questions, ...changes.questions].map((question) => [question.name, question]))
  const order = changes.order ?? before.questions.map(({ name }) => name)
  const questions = order.map((name) => byName.get(name)).filter((question) => question !== undefined)
  return { questions, notes: changes.notes ?? before.notes }
}
