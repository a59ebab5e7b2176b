/**
 * What an open conversation sees of refinements that came after it began: that the author asks for text where its own
 * version guesses a kind, and nothing else. The words are then taken as written without asking once more, so whatever
 * is answered fits the version that the conversation began with.
 */
import { takesWords } from './kind-rules.ts'
import type { LaterKind, Question } from './question.ts'

/** The questions, with `asked_as` where a later version asks for text; the same array where nothing changes. */
export function withLaterKinds(began: readonly Question[], later: readonly Question[]): readonly Question[] {
  const byName = new Map(later.map((question) => [question.name, question]))
  const changed = began.map((question) => withLaterKind(question, byName.get(question.name)))
  return changed.some((question, index) => question !== began[index]) ? changed : began
}

function withLaterKind(question: Question, later: Question | undefined): Question {
  if (later === undefined) return question
  if (question.fields !== undefined && later.fields !== undefined) {
    const fields = withLaterKinds(question.fields, later.fields)
    return fields === question.fields ? question : { ...question, fields }
  }
  const asked_as = laterKindOf(question, later)
  return asked_as === undefined ? question : { ...question, asked_as }
}

/** The text that an author asks for in place of a guess. */
function laterKindOf({ kind: guess, guessed }: Question, later: Question): LaterKind | undefined {
  const { kind, limits } = later
  if (guessed !== true || later.guessed === true || kind === guess || !takesWords(guess)) return undefined
  return kind === 'text' || kind === 'long_text' ? { kind, ...(limits === undefined ? {} : { limits }) } : undefined
}

/** The question as it is asked now: of the kind that a later version asks for, if any. */
export function questionAsked(question: Question): Question {
  const { asked_as, fields, ...asked } = question
  const inner = fields === undefined ? {} : { fields: fields.map(questionAsked) }
  if (asked_as === undefined) return { ...asked, ...inner }
  const { guessed: _, format: __, default: ___, limits: ____, choices: _____, ...rest } = asked
  return { ...rest, ...asked_as, ...inner }
}
