/**
 * Whether a question makes sense in itself: choices, default, limits and format must fit its kind. The shapes are those
 * of `answer.ts`.
 */
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Kind, Question } from './question.ts'

type Kinds = readonly Kind[]
const NUMERIC: Kinds = ['number', 'integer', 'money']
const WORDY: Kinds = ['text', 'long_text']
const CHOOSING: Kinds = ['one_of', 'some_of']

/**
 * The question, or `unprocessable` with the field (`name.limits.min`) and what to do. `at` is the path of the list it
 * is a field of.
 */
export function checkQuestion(question: Question, at = ''): Result<Question> {
  const field = `${at}${question.name}`
  const complaint =
    choicesComplaint(question) ?? limitsComplaint(question) ?? formatComplaint(question) ?? defaultComplaint(question)
  return complaint === undefined
    ? ok(question)
    : fail('unprocessable', `“${field}”: ${complaint[1]}`, { field: `${field}.${complaint[0]}` })
}

type Complaint = readonly [property: string, message: string] | undefined

function choicesComplaint({ kind, choices }: Question): Complaint {
  if (!CHOOSING.includes(kind))
    return choices === undefined
      ? undefined
      : ['choices', `only one_of and some_of have choices, and this is ${kind}. Change the kind or leave them out.`]
  if (choices === undefined || choices.length === 0) return ['choices', `a question of kind ${kind} needs choices.`]
  for (const property of ['value', 'label'] as const) {
    const seen = new Set<string>()
    for (const choice of choices) {
      const text = choice[property].trim().toLowerCase()
      if (seen.has(text)) return ['choices', `the ${property} “${choice[property]}” stands there twice.`]
      seen.add(text)
    }
  }
  return undefined
}

const LIMITS_OF: readonly (readonly [
  limits: readonly ['min', 'max'] | readonly ['min_length', 'max_length'] | readonly ['min_items', 'max_items'],
  kinds: Kinds,
])[] = [
  [
    ['min', 'max'],
    [...NUMERIC, 'date'],
  ],
  [['min_length', 'max_length'], WORDY],
  [
    ['min_items', 'max_items'],
    ['some_of', 'list'],
  ],
]

function limitsComplaint({ kind, limits = {} }: Question): Complaint {
  for (const [names, kinds] of LIMITS_OF) {
    for (const name of names) {
      const limit = limits[name]
      if (limit === undefined) continue
      if (!kinds.includes(kind))
        return [`limits.${name}`, `${name} does not apply to ${kind}; it does to ${kinds.join(', ')}.`]
      if (typeof limit === 'string' && !fits(kind === 'date' ? 'date' : 'number', limit)) {
        return [
          `limits.${name}`,
          kind === 'date'
            ? `${name} must be a date such as 2026-11-21.`
            : `${name} must be a decimal number such as 1250.5.`,
        ]
      }
    }
    const [low, high] = [limits[names[0]], limits[names[1]]]
    if (low !== undefined && high !== undefined && isMore(kind, low, high))
      return [`limits.${names[0]}`, `${names[0]} is more than ${names[1]}.`]
  }
  return undefined
}

const isMore = (kind: Kind, low: string | number, high: string | number): boolean =>
  typeof low === 'string' && kind === 'date' ? low > high : Number(low) > Number(high)

function formatComplaint({ kind, format }: Question): Complaint {
  if (format === undefined) return undefined
  const allowed =
    kind === 'date'
      ? ['short', 'medium', 'long', 'full', 'iso']
      : NUMERIC.includes(kind)
        ? ['plain', 'grouped', ...'0123456']
        : kind === 'long_text'
          ? ['plain', 'markdown']
          : []
  if (allowed.includes(format)) return undefined
  return [
    'format',
    allowed.length === 0
      ? `a question of kind ${kind} has no format.`
      : `the format of ${kind} is one of ${allowed.join(', ')}.`,
  ]
}

function defaultComplaint(question: Question): Complaint {
  const { kind, choices = [], default: value } = question
  if (value === undefined) return undefined
  const known = (one: string) => choices.some((choice) => choice.value === one)
  if (kind === 'list' || kind === 'image') return ['default', `a question of kind ${kind} has no default.`]
  if (kind === 'one_of')
    return typeof value === 'string' && known(value)
      ? undefined
      : ['default', 'the default must be the value of one of the choices.']
  if (kind === 'some_of')
    return Array.isArray(value) && value.every(known)
      ? undefined
      : ['default', 'the default must be an array of values of the choices.']
  if (kind === 'yes_no')
    return typeof value === 'boolean' ? undefined : ['default', 'the default must be true or false.']
  if (typeof value !== 'string' || !fits(kind, value)) return ['default', `the default must be ${SHAPES[kind]}.`]
  return undefined
}

const SHAPES: Readonly<Partial<Record<Kind, string>>> = {
  text: 'one line of text',
  long_text: 'text',
  number: 'a decimal number in quotes, such as "1250.5"',
  integer: 'a whole number in quotes, such as "12"',
  money: 'an amount in quotes, such as "1250.5"',
  date: 'a date such as 2026-11-21',
  email: 'an e-mail address',
  link: 'an address that begins with https://, http:// or mailto:',
  phone: 'a number such as +493012345678',
}

/** Whether a text has the wire form of a kind. */
function fits(kind: Kind, value: string): boolean {
  switch (kind) {
    case 'date':
      return isDate(value)
    case 'integer':
      return /^-?\d{1,30}$/.test(value)
    case 'number':
    case 'money':
      return value.length <= 60 && /^-?\d+(\.\d+)?$/.test(value)
    case 'email':
      return value.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(value)
    case 'phone':
      return /^\+\d{5,15}$/.test(value)
    case 'link':
      return URL.canParse(value) && /^(https?|mailto):/i.test(value)
    case 'text':
      return value.trim() !== '' && !/[\r\n]/.test(value)
    default:
      return value.trim() !== ''
  }
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}
