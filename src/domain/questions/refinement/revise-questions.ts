/** The questions of a new template version, with the refinements of the previous one. */
import { inferQuestions, type Inference } from '../inference/infer-questions.ts'
import type { Outline } from '../outline.ts'
import type { Kind } from '../question.ts'
import { type TemplateQuestions, kindsByAuthor, kindsOf } from './author-kinds.ts'
import { withConditions, withoutLostConditions } from './author-conditions.ts'
import { settleDeciders } from './kept-guesses.ts'
import { mergeQuestions } from './merge-questions.ts'

/**
 * The questions of a new outline with the author's refinements of the previous version. `kinds` are those that the
 * template itself states; they apply to new questions only.
 */
export function reviseQuestions(
  outline: Outline,
  previous: TemplateQuestions,
  kinds: ReadonlyMap<string, Kind> = new Map(),
): Inference {
  const known = kindsOf(previous.questions)
  const inferred = inferQuestions(
    outline,
    new Map([...[...kinds].filter(([name]) => !known.has(name)), ...kindsByAuthor(previous)]),
  )
  const { questions, lost } = withoutLostConditions(mergeQuestions(inferred.questions, previous.questions))
  const lostNotes = lost.map(({ name, section }) => ({
    name,
    message: `Its condition on “${section}” is dropped: the template does not ask that any more.`,
  }))
  return {
    questions: settleDeciders(withConditions(questions, inferred.questions)),
    notes: [...inferred.notes, ...lostNotes],
  }
}
