/** A mistake in a file of questions, in words for its author. */
import type { z } from 'zod'
import { didYouMean } from '../../domain/questions/naming/did-you-mean.ts'
import { KINDS } from '../../domain/questions/kind-rules.ts'
import { refinementSchema, type Refinement } from '../../domain/questions/refinement/refinement.ts'

/** Of unknown properties that are described. */
const MAX_KEYS = 100

type Issue = z.core.$ZodIssue

/** Where an author looks for it, and what is wrong. */
export interface DescribedIssue {
  /** `questions[2].limits.min`. */
  readonly place: string
  readonly message: string
}

/** Describes each mistake that zod found; an unknown property is one mistake each. */
export function describeIssue(issue: Issue, raw: unknown): DescribedIssue[] {
  const { path } = issue
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part).slice(0, 100)}`)).join('')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.slice(0, MAX_KEYS).map((key) => ({
      place: `questions${place}.${key.slice(0, 100)}`,
      message: `There is nothing called “${key.slice(0, 100)}” here.${didYouMean(knownAt(path), key)}`,
    }))
  return [{ place: `questions${place}`, message: messageOf(issue, valueAt(raw, path)) }]
}

const PROPERTIES = Object.keys(refinementSchema.shape)
const LIMITS = ['min', 'max', 'min_length', 'max_length', 'min_items', 'max_items']

const knownAt = (path: readonly PropertyKey[]): readonly string[] =>
  path.at(-1) === 'limits' ? LIMITS : path.includes('choices') ? ['value', 'label'] : PROPERTIES

function messageOf(issue: Issue, value: unknown): string {
  const property = issue.path.findLast((part) => typeof part === 'string') ?? ''
  if (property === 'kind' && typeof value === 'string')
    return `“${value.slice(0, 100)}” is no kind.${didYouMean(KINDS, value)} The kinds are ${KINDS.join(', ')}.`
  if (property === 'name' && value === undefined) return 'A question needs the “name” of its variable.'
  const expected = expectedOf(property)
  if (expected !== undefined && issue.code !== 'too_big' && issue.code !== 'too_small')
    return `It has to be ${expected}.`
  switch (issue.code) {
    case 'too_big':
      return `It is too long: at most ${String(issue.maximum)} fit.`
    case 'too_small':
      return property === 'name' || property === 'label'
        ? 'It is empty.'
        : `At least ${String(issue.minimum)} is needed.`
    default:
      return issue.path.length <= 1 ? 'It has to be a list of questions, each with a “name”.' : `${issue.message}.`
  }
}

const WHOLE = 'a whole number'
const BOUND = 'a number such as 1250.5, or a date such as 2026-11-21'
/** Of every property that there is. */
const EXPECTED = {
  name: 'text',
  kind: `one of ${KINDS.join(', ')}`,
  label: 'text',
  help: 'text',
  value: 'text',
  required: 'true or false',
  personal: 'true or false',
  guessed: 'true or false',
  choices: 'a list of texts, or of objects with “value” and “label”',
  default: 'text, true or false, or a list of choices',
  limits: `an object with any of ${LIMITS.join(', ')}`,
  min: BOUND,
  max: BOUND,
  min_length: WHOLE,
  max_length: WHOLE,
  min_items: WHOLE,
  max_items: WHOLE,
  format: 'one of the formats that fit the kind, such as long, iso, plain or 2',
  when: 'the name of a question, or names with true or false: { has_lawyer: true }',
  author_when: 'the name of a question, or names with true or false: { has_lawyer: true }',
  fields: 'a list of questions, each with a “name”',
} as const satisfies Record<keyof Refinement | keyof NonNullable<Refinement['limits']> | 'value', string>

const expectedOf = (property: string): string | undefined =>
  Object.hasOwn(EXPECTED, property) ? EXPECTED[property as keyof typeof EXPECTED] : undefined

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value = raw
  for (const part of path)
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined
  return value
}
