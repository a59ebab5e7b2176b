/** The questions of a template with their paths, in order. */
import type { Question } from '../../../../../../domain/questions/question.ts'

/** A question with its path from the outermost list. */
export interface PathQuestion {
  readonly path: readonly string[]
  readonly question: Question
}

/** All questions; the fields of a list follow the list. */
export function flattenQuestions(questions: readonly Question[], above: readonly string[] = []): PathQuestion[] {
  return questions.flatMap((question) => {
    const path = [...above, question.name]
    return [{ path, question }, ...flattenQuestions(question.fields ?? [], path)]
  })
}
