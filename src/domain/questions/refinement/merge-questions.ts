/** Merges newly inferred questions with those that an author refined before. */
import { joinConditions } from './author-conditions.ts'
import { labelOf, listLabelOf, yesNoLabelOf } from '../inference/question-labels.ts'
import type { Question } from '../question.ts'

/**
 * Keeps the author's label, help, kind, choices, required, default, limits, format, personal and order. `when` and the
 * structure (lists, pictures) come from the new outline. New questions follow the question before them in the document.
 */
export function mergeQuestions(inferred: readonly Question[], previous: readonly Question[]): Question[] {
  const before = new Map(previous.map((question) => [question.name, question]))
  const followers = new Map<string | undefined, Question[]>()
  const kept = new Map<string, Question>()
  let anchor: string | undefined
  for (const question of inferred) {
    const old = before.get(question.name)
    if (old === undefined) {
      const after = followers.get(anchor) ?? []
      after.push(question)
      followers.set(anchor, after)
    } else {
      kept.set(question.name, mergeQuestion(question, old))
      anchor = question.name
    }
  }
  const following = (name: string | undefined) => followers.get(name) ?? []
  return [
    ...following(undefined),
    ...previous.flatMap(({ name }) => {
      const question = kept.get(name)
      return question === undefined ? [] : [question, ...following(name)]
    }),
  ]
}

function mergeQuestion(inferred: Question, old: Question): Question {
  const { name, label, help, required, personal, author_when } = old
  const guessed = label === inferred.label || [labelOf, listLabelOf, yesNoLabelOf].some((of) => of(name) === label)
  const kept = {
    ...(guessed ? {} : { label }),
    ...(help === undefined ? {} : { help }),
    ...(personal === undefined ? {} : { personal }),
    ...(author_when === undefined ? {} : { author_when }),
  }
  const structural = (['list', 'image'] as const).some((kind) => (inferred.kind === kind) !== (old.kind === kind))
  // Only an optional value is inferred as not required: what was yes/no has become one.
  const becameValue = !inferred.required && old.kind === 'yes_no' && inferred.kind !== 'yes_no'
  if (structural || becameValue)
    return { ...inferred, ...kept, when: joinConditions(inferred.when, author_when) ?? inferred.when }
  const when = joinConditions(inferred.when, author_when) ?? inferred.when
  const merged: Question = { ...withGuess(old, isStillGuess(inferred, old)), when, required }
  return inferred.fields === undefined
    ? merged
    : { ...merged, fields: mergeQuestions(inferred.fields, old.fields ?? []) }
}

/** No guess any more where the new outline makes the answer decide something. */
const isStillGuess = (inferred: Question, { guessed }: Question): boolean =>
  guessed === true && (inferred.guessed === true || inferred.kind === 'long_text')

/** The question with its kind as a guess, or settled. */
export function withGuess(question: Question, isGuess: boolean): Question {
  const { guessed: _, ...settled } = question
  return isGuess ? { ...settled, guessed: true } : settled
}
