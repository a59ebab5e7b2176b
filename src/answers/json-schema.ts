/** Parts of the JSON Schema (2020-12) of answers that several kinds share. */
import type { Question } from '../domain/questions/question.ts'

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** The limits of a text's length. */
export const lengthsSchema = ({ limits = {}, required }: Question): JsonSchema => ({
  ...optionalMember('minLength', limits.min_length ?? (required ? 1 : undefined)),
  ...optionalMember('maxLength', limits.max_length),
})

/** The bounds of a number. */
export const boundsSchema = ({ limits = {} }: Question): JsonSchema => ({
  ...optionalMember('minimum', numberOf(limits.min)),
  ...optionalMember('maximum', numberOf(limits.max)),
})

/** The limits of the number of items. */
export const countsSchema = ({ limits = {} }: Question): JsonSchema => ({
  ...optionalMember('minItems', limits.min_items),
  ...optionalMember('maxItems', limits.max_items),
})

/** One of the choices. */
export const choicesSchema = ({ choices = [] }: Question): JsonSchema => ({
  oneOf: choices.map(({ value, label }) => ({ const: value, title: label })),
})

/** The schema of a kind that is a guess: words may stand in its place. */
export const orAsWritten = (schema: JsonSchema): JsonSchema => ({
  anyOf: [
    schema,
    {
      type: 'object',
      description: 'Words as they are, where the answer is of another kind than the one that was guessed.',
      properties: { as_written: { type: 'string', minLength: 1 } },
      required: ['as_written'],
      additionalProperties: false,
    },
  ],
})

/** Decimals may also be sent as JSON numbers. */
export const decimalSchema = (question: Question): JsonSchema => ({
  type: ['string', 'number'],
  pattern: '^-?[0-9]+([.][0-9]+)?$',
  ...boundsSchema(question),
})

const optionalMember = (name: string, value: number | undefined): JsonSchema =>
  value === undefined ? {} : { [name]: value }

const numberOf = (decimal: string | undefined): number | undefined =>
  decimal === undefined ? undefined : Number(decimal)
