/** What a kind of question knows of its answers. Each kind is one object of this type, in one file of `kinds/`. */
import type { Result } from '../domain/kernel/errors.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Kind, Question } from '../domain/questions/question.ts'
import type { RenderValue } from '../domain/template/render-data.ts'
import type { JsonSchema } from './json-schema.ts'

/** All kinds, for a kind that holds others (a list) and for refusals. */
export type AnswerKinds = Readonly<Record<Kind, AnswerKind>>

/** How an answer is read: the conversation's settings, and all kinds. */
export interface ReadContext extends AnswerContext {
  readonly kinds: AnswerKinds
}

/** Reads what came over the wire or was typed. Never throws, whatever `raw` is. */
export type AnswerReader<Value extends AnswerValue = AnswerValue> = (
  question: Question,
  raw: unknown,
  context: ReadContext,
) => Result<Value>

export interface AnswerKind<Value extends AnswerValue = AnswerValue> {
  /** Its name for authors: `Phone`. */
  readonly name: string
  /** What it accepts, as the end of “Please give …”. */
  readonly accepts: string
  readonly read: AnswerReader<Value>
  /** The answer as it stands in the document; '' for a value of another kind. */
  print(question: Question, value: AnswerValue, locale: string, kinds: AnswerKinds): RenderValue
  /** What the document holds where there is no answer; '' unless given. */
  readonly blank?: RenderValue
  /** An answer within the question's limits that shows what belongs there. */
  sample(question: Question, locale: string, kinds: AnswerKinds): AnswerValue
  /** The sample (or the default) as a person would type it; '' where nothing is typed. */
  example(question: Question, sample: AnswerValue, locale: string): string
  /** The JSON Schema of the wire form; `itemSchema` gives the one of a list's items. */
  schema(question: Question, itemSchema: () => JsonSchema): JsonSchema
}

/** Prints texts by `print`, and any other value as nothing. */
export const textPrinter =
  <Printed extends RenderValue>(print: (question: Question, text: string, locale: string) => Printed) =>
  (question: Question, value: AnswerValue, locale: string): Printed | '' =>
    typeof value === 'string' ? print(question, value, locale) : ''

/** Prints texts as they are. */
export const printAsWritten = textPrinter((_, text) => text)

/** Nothing is typed, or any text will do: no example. */
export const noExample = (): string => ''

/** The question's default, or a sample of its kind. */
export const sampleOf = (kinds: AnswerKinds, question: Question, locale: string): AnswerValue =>
  question.default ?? kinds[question.kind].sample(question, locale, kinds)

/** How an answer could be typed; '' where none is. */
export const exampleOf = (kinds: AnswerKinds, question: Question, locale: string): string =>
  kinds[question.kind].example(question, sampleOf(kinds, question, locale), locale)

/** How many items or choices a sample has: two, or as many as the limits ask for. */
export const sampleCount = ({ limits = {} }: Question): number =>
  Math.max(limits.min_items ?? 0, Math.min(2, limits.max_items ?? 2))
