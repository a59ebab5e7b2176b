/** What does not fit a schema of the API, in words of ours: the place, and what would be taken. */
import type { z } from '@hono/zod-openapi'
import { describeIssue as describeRefinement } from '../../../../../rendering/questions-file/describe-issue.ts'
import { didYouMean } from '../../../../../domain/questions/naming/did-you-mean.ts'

type Issue = z.core.$ZodIssue

/** One mistake of a request. */
export interface RequestProblem {
  /** `answers`, `questions[2].kind`; empty for the request as a whole. */
  readonly field: string
  readonly message: string
}

/** What the mistakes are held against. */
export interface CheckedPart {
  /** What was sent, as far as it was read. */
  readonly sent: unknown
  /** The members that exist. */
  readonly known: readonly string[]
  /** How the message calls a member: “member” of a body, “query parameter”. */
  readonly called: string
}

/** One message for each mistake; an unknown member is one mistake each. */
export function describeIssue(issue: Issue, { sent, known, called }: CheckedPart): RequestProblem[] {
  const { path } = issue
  if (path[0] === 'questions' && path.length > 1)
    return describeRefinement({ ...issue, path: path.slice(1) }, valueAt(sent, ['questions'])).map(
      ({ place, message }) => ({ field: place, message }),
    )
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const name = key.slice(0, 200).toWellFormed()
      const meant = didYouMean(path.length === 0 ? known : [], name)
      const what = path.length === 0 && known.length > 0 && meant === '' ? ` There are ${listed(known)}.` : meant
      return { field: fieldName([...path, name]), message: `There is no ${called} “${name}”.${what}` }
    })
  return [{ field: fieldName(path), message: endWithPeriod(messageOf(issue, valueAt(sent, path), called)) }]
}

function messageOf(issue: Issue, value: unknown, called: string): string {
  // What a schema of ours says itself is better than any general words.
  if (!ZODS_WORDS.test(issue.message)) return issue.message
  if (value === undefined && issue.code !== 'invalid_union') return 'It is missing'
  switch (issue.code) {
    case 'invalid_type':
      return Array.isArray(value) && called === 'query parameter'
        ? 'It is given more than once: one value is taken'
        : `It has to be ${TYPES[issue.expected] ?? issue.expected}`
    case 'invalid_value': {
      const values = issue.values.map(String)
      const meant = typeof value === 'string' ? didYouMean(values, value.slice(0, 200)) : ''
      return `It has to be ${values.length === 1 ? values[0] : `one of ${values.join(', ')}`}.${meant}`
    }
    case 'too_big':
      return issue.origin === 'string'
        ? `It is too long: at most ${String(issue.maximum)} characters are taken`
        : issue.origin === 'array'
          ? `There are too many: at most ${String(issue.maximum)} are taken`
          : `It has to be ${String(issue.maximum)} or less`
    case 'too_small':
      return issue.origin === 'string'
        ? 'It is empty'
        : issue.origin === 'array'
          ? `At least ${String(issue.minimum)} is needed`
          : `It has to be ${String(issue.minimum)} or more`
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'It is not written in the form that is taken here'
    case 'invalid_union':
      return 'It has none of the forms that are taken here'
    default:
      return 'It does not fit'
  }
}

/** How every message begins that no schema of ours wrote. */
const ZODS_WORDS = /^(Invalid |Too |Unrecognized |Expected )/

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'Write a day like 2026-11-21',
  datetime: 'Write an instant like 2026-11-21T10:00:00Z',
  uuid: 'Write an id like 5f29e636-54e4-5c87-b6ea-18c4d6ddb1f5',
}

const listed = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ')

function valueAt(sent: unknown, path: readonly PropertyKey[]): unknown {
  let value = sent
  for (const part of path)
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined
  return value
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part).slice(0, 200)}`,
    )
    .join('')
    .toWellFormed()

const endWithPeriod = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)
