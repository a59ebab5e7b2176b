/** Which refinements leave a guessed kind a guess, and which settle it. */
import type { Question } from '../question.ts'
import { withGuess } from './merge-questions.ts'
import type { Refinement } from './refinement.ts'

/** Properties that mean something for one kind only: who sets them has looked at the kind. */
const OF_THE_KIND = ['choices', 'default', 'limits', 'format'] as const

/** Whether the refinement makes the kind the author's own. */
export const settlesKind = (refinement: Refinement): boolean =>
  refinement.kind !== undefined ||
  OF_THE_KIND.some((property) => refinement[property] !== undefined && refinement[property] !== null)

/**
 * The refinements without the kinds that were sent back as they were read, with `guessed: true`: they say nothing new.
 */
export function withoutKeptGuesses(
  refinements: readonly Refinement[],
  questions: readonly Question[],
): readonly Refinement[] {
  const byName = new Map(questions.map((question) => [question.name, question]))
  return refinements.map((refinement) => {
    const question = byName.get(refinement.name)
    if (question === undefined) return refinement
    const { kind, fields, ...rest } = refinement
    const isKept = refinement.guessed === true && question.guessed === true && kind === question.kind
    return {
      ...rest,
      ...(kind === undefined || isKept ? {} : { kind }),
      ...(fields === undefined ? {} : { fields: [...withoutKeptGuesses(fields, question.fields ?? [])] }),
    }
  })
}

/** The questions, where a yes or no that decides on another question is no guess: it has to be decided. */
export function settleDeciders(
  questions: readonly Question[],
  deciders: ReadonlySet<string> = decidersIn(questions),
): Question[] {
  return questions.map((question) => {
    const settled =
      question.kind === 'yes_no' && deciders.has(question.name) && question.guessed === true
        ? withGuess(question, false)
        : question
    return settled.fields === undefined ? settled : { ...settled, fields: settleDeciders(settled.fields, deciders) }
  })
}

const decidersIn = (questions: readonly Question[]): ReadonlySet<string> =>
  new Set(
    questions.flatMap(({ when, fields = [] }) => [...when.flat().map(({ section }) => section), ...decidersIn(fields)]),
  )
