/** How an answer to a question of a template would be read and printed. Nothing is stored. */
import { readAnswer } from '../../answers/read.ts'
import { unknownNameMessage } from '../../answers/read-answers.ts'
import { readingsOf, type Reading } from '../../answers/refusal.ts'
import { showAnswer } from '../../answers/print.ts'
import type { Caller } from '../../domain/kernel/access.ts'
import { fail, ok, problemsOf, unwrap, type Result } from '../../domain/kernel/errors.ts'
import type { AnswerContext, ShownValue } from '../../domain/questions/answer.ts'
import type { Kind, Question } from '../../domain/questions/question.ts'
import { latestVersion, versionOf } from '../../domain/template/template.ts'
import { withReferences } from '../../storage/pictures/picture-references.ts'
import { loadForEditing, type GetTemplateDeps } from './get-template.ts'

export interface TryAnswer {
  readonly id: string
  /** The latest where left out. */
  readonly version?: number | undefined
  /** The question's name; `items.price` for a field of a list. */
  readonly name: string
  readonly value: unknown
  readonly context: AnswerContext
}

/** What comes of an answer. */
export interface TriedAnswer {
  readonly name: string
  readonly kind: Kind
  readonly label: string
  /** In wire form, pictures as references without an address; `null` where it is not taken. */
  readonly value: ShownValue | null
  /** In one line, as the document would print it; empty where it is not taken. */
  readonly shown: string
  /** Why it is not taken, and what it could mean; `null` where it is. */
  readonly refusal: {
    readonly message: string
    readonly readings: readonly Reading[]
    readonly problems: readonly { readonly field: string; readonly message: string }[]
  } | null
}

/** Throws `Refused`: `not_found` for the template or its version, `unprocessable` for the name of a question. */
export async function tryAnswer(
  deps: GetTemplateDeps,
  { id, version: number, name, value, context }: TryAnswer,
  caller: Caller,
): Promise<TriedAnswer> {
  const { state } = await loadForEditing(deps, id, caller)
  const version = number === undefined ? latestVersion(state) : versionOf(state, number)
  if (version === undefined)
    return unwrap(fail('not_found', `Template “${id}” has no version ${String(number)}.`, { field: 'version' }))
  return tryQuestion(unwrap(findQuestion(version.questions, name)), name, value, context)
}

/** The same for a question that is at hand. */
export function tryQuestion(question: Question, name: string, value: unknown, context: AnswerContext): TriedAnswer {
  const { kind, label } = question
  const read = readAnswer({ ...question, name }, value, context)
  if (read.ok)
    return {
      name,
      kind,
      label,
      value: withReferences(read.value),
      shown: showAnswer(question, read.value, context.locale),
      refusal: null,
    }
  const { error } = read
  const problems = problemsOf(error).map(({ field, message }) => ({ field, message }))
  const refusal = { message: error.message, readings: readingsOf(error.details), problems }
  return { name, kind, label, value: null, shown: '', refusal }
}

function findQuestion(questions: readonly Question[], name: string): Result<Question> {
  const own = questions.find((question) => question.name === name)
  if (own !== undefined) return ok(own)
  const list = questions.find((question) => question.fields !== undefined && name.startsWith(`${question.name}.`))
  if (list?.fields !== undefined) return findQuestion(list.fields, name.slice(list.name.length + 1))
  return fail('unprocessable', unknownNameMessage(name.slice(0, 200), questions), { field: 'name' })
}
