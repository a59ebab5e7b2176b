/** The data for rendering a document: the answers that apply, printed. */
import { isErased, type AnswerValue } from '../domain/questions/answer.ts'
import { fail, ok, type Result } from '../domain/kernel/errors.ts'
import { collectValues, type ValueTree } from '../domain/interview/answer-values.ts'
import type { Questionnaire } from '../domain/interview/questionnaire.ts'
import type { RenderContext } from '../domain/template/render-data.ts'
import type { AnswerSet } from '../domain/interview/answers.ts'
import { printAnswers } from './print.ts'

/** The answers, printed in the document's language; `unprocessable` where an answer was erased. */
export function buildDocumentData(
  questionnaire: Questionnaire,
  answers: AnswerSet,
  language: string,
): Result<RenderContext> {
  const values = collectValues(questionnaire, answers)
  if (holdsErased(values))
    return fail('unprocessable', 'Answers to this document were erased: it can no longer be made.', {
      reason: 'erased',
    })
  return ok(printAnswers(questionnaire.questions, dropSkipped(values), language))
}

type Value = ValueTree[string]

const isTreeList = (value: Value): value is readonly ValueTree[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null)

const holdsErased = (tree: ValueTree): boolean =>
  Object.values(tree).some((value) => isErased(value) || (isTreeList(value) && value.some(holdsErased)))

/** Drops skipped answers: they print like missing ones. */
function dropSkipped(tree: ValueTree): Record<string, AnswerValue> {
  const given: Record<string, AnswerValue> = Object.create(null)
  for (const [name, value] of Object.entries(tree)) {
    if (isTreeList(value)) given[name] = value.map(dropSkipped)
    else if (value !== null) given[name] = value as AnswerValue
  }
  return given
}
