/** One kind of question: how its answers are read, printed and described. Each file of `kinds/` exports one. */
import type { Result } from '../domain/kernel/errors.ts'
import type { AnswerContext, AnswerValue } from '../domain/questions/answer.ts'
import type { Kind, Question } from '../domain/questions/question.ts'
import type { RenderValue } from '../domain/template/render-data.ts'
import type { JsonSchema } from './json-schema.ts'

/** All kinds, for a kind that holds others (a list) and for refusals. */
export type AnswerKinds = Readonly<Record<Kind, AnswerKind>>

/** The context for reading: the conversation's settings, and all kinds. */
export interface ReadContext extends AnswerContext {
  readonly kinds: AnswerKinds
}

/** Reads a value from the wire or typed text. Never throws, whatever `raw` is. */
export type AnswerReader<Value extends AnswerValue = AnswerValue> = (
  question: Question,
  raw: unknown,
  context: ReadContext,
) => Result<Value>

/** The behaviour of one kind. */
export interface AnswerKind<Value extends AnswerValue = AnswerValue> {
  /** Its name for authors: `Phone`. */
  readonly name: string
  /** What it accepts, as the end of “Please give …”. */
  readonly accepts: string
  readonly read: AnswerReader<Value>
  /** The answer as it stands in the document; '' for a value of another kind. */
  print(question: Question, value: AnswerValue, locale: string, kinds: AnswerKinds): RenderValue
  /** The value for the document where there is no answer; '' by default. */
  readonly blank?: RenderValue
  /** A sample answer within the question's limits. */
  sample(question: Question, locale: string, kinds: AnswerKinds): AnswerValue
  /** The sample (or the default) as a person would type it; '' where answers of the kind are not typed. */
  example(question: Question, sample: AnswerValue, locale: string): string
  /** The JSON Schema of the wire form; `itemSchema` gives the one of a list's items. */
  schema(question: Question, itemSchema: () => JsonSchema): JsonSchema
}

/** Makes a `print` that prints texts with this function, and any other value as ''. */
export const textPrinter =
  <Printed extends RenderValue>(print: (question: Question, text: string, locale: string) => Printed) =>
  (question: Question, value: AnswerValue, locale: string): Printed | '' =>
    typeof value === 'string' ? print(question, value, locale) : ''

/** A `print` that prints texts unchanged. */
export const printAsWritten = textPrinter((_, text) => text)

/** An `example` for kinds that need none. */
export const noExample = (): string => ''

/** The question's default, or a sample of its kind. */
export const sampleOf = (kinds: AnswerKinds, question: Question, locale: string): AnswerValue =>
  question.default ?? kinds[question.kind].sample(question, locale, kinds)

/** How an answer could be typed; '' for kinds that are not typed. */
export const exampleOf = (kinds: AnswerKinds, question: Question, locale: string): string =>
  kinds[question.kind].example(question, sampleOf(kinds, question, locale), locale)

/** How many items or choices a sample has: two, or as many as the limits ask for. */
export const sampleCount = ({ limits = {} }: Question): number =>
  Math.max(limits.min_items ?? 0, Math.min(2, limits.max_items ?? 2))
