/** Where a question stands: its names, from the outermost list in. */
import type { Question } from '../../../../../domain/questions/question.ts'
import type { Refinement } from '../../../../../domain/questions/refinement/refinement.ts'

export type QuestionPath = readonly string[]

export function questionAt(questions: readonly Question[], path: QuestionPath): Question | undefined {
  const [name, ...rest] = path
  const question = questions.find((one) => one.name === name)
  return rest.length === 0 || question === undefined ? question : questionAt(question.fields ?? [], rest)
}

/** A refinement of a field, inside refinements of the lists around it. */
export function refinementAt(path: QuestionPath, refinement: Refinement): Refinement {
  const [name = '', ...rest] = path
  return rest.length === 0 ? refinement : { name, fields: [refinementAt(rest, refinement)] }
}

/** Refinements that move a question one place up or down among its siblings; empty where it cannot go further. */
export function moveQuestion(questions: readonly Question[], path: QuestionPath, by: -1 | 1): Refinement[] {
  const [name = '', ...rest] = path
  if (rest.length > 0) {
    const list = questions.find((one) => one.name === name)
    const fields = moveQuestion(list?.fields ?? [], rest, by)
    return fields.length === 0 ? [] : [{ name, fields }]
  }
  const order = questions.map((question) => ({ name: question.name }))
  const from = order.findIndex((one) => one.name === name)
  const [here, there] = [order[from], order[from + by]]
  if (here === undefined || there === undefined) return []
  order[from] = there
  order[from + by] = here
  return order
}
