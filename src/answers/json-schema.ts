/** Parts of the JSON Schema (2020-12) of answers that several kinds share. */
import type { Question } from '../domain/questions/question.ts'

export type JsonSchema = Readonly<Record<string, unknown>>

export const lengthsSchema = ({ limits = {}, required }: Question): JsonSchema => ({
  ...given('minLength', limits.min_length ?? (required ? 1 : undefined)),
  ...given('maxLength', limits.max_length),
})

export const boundsSchema = ({ limits = {} }: Question): JsonSchema => ({
  ...given('minimum', numberOf(limits.min)),
  ...given('maximum', numberOf(limits.max)),
})

export const countsSchema = ({ limits = {} }: Question): JsonSchema => ({
  ...given('minItems', limits.min_items),
  ...given('maxItems', limits.max_items),
})

export const choicesSchema = ({ choices = [] }: Question): JsonSchema => ({
  oneOf: choices.map(({ value, label }) => ({ const: value, title: label })),
})

/** Decimals are taken as JSON numbers too. */
export const decimalSchema = (question: Question): JsonSchema => ({
  type: ['string', 'number'],
  pattern: '^-?[0-9]+([.][0-9]+)?$',
  ...boundsSchema(question),
})

const given = (name: string, value: number | undefined): JsonSchema => (value === undefined ? {} : { [name]: value })

const numberOf = (decimal: string | undefined): number | undefined =>
  decimal === undefined ? undefined : Number(decimal)
