/**
 * Checks one question: its choices, default, limits and format must fit its kind. Values are in wire form
 * (`answer.ts`).
 */
import type { DomainError } from '../kernel/errors.ts'
import { isDate, isDecimal } from './default-rules.ts'
import { formatsOf, hasChoices, kindsWithLimit, rulesOf, type LimitName } from './kind-rules.ts'
import type { Kind, Question } from './question.ts'

/**
 * All that does not fit: `unprocessable`, each with its field (`name.limits.min`) and what to do. `at` is the path of
 * the list it is a field of.
 */
export function questionMistakes(question: Question, at = ''): DomainError[] {
  const field = `${at}${question.name}`
  const complaints = [
    choicesComplaint(question),
    ...limitsComplaints(question),
    formatComplaint(question),
    defaultComplaint(question),
  ]
  return complaints
    .filter((complaint) => complaint !== undefined)
    .map(([property, message]) => ({
      code: 'unprocessable',
      message: `“${field}”: ${message}`,
      details: { field: `${field}.${property}` },
    }))
}

type Complaint = readonly [property: string, message: string] | undefined

function choicesComplaint({ kind, choices }: Question): Complaint {
  if (!hasChoices(kind))
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

const LIMIT_PAIRS = [
  ['min', 'max'],
  ['min_length', 'max_length'],
  ['min_items', 'max_items'],
] as const

function limitsComplaints({ kind, limits = {} }: Question): Complaint[] {
  return LIMIT_PAIRS.flatMap((names) => {
    const complaints = names.map((name) => limitComplaint(kind, name, limits[name]))
    if (complaints.some((complaint) => complaint !== undefined)) return complaints
    const [low, high] = [limits[names[0]], limits[names[1]]]
    return low !== undefined && high !== undefined && isMore(kind, low, high)
      ? [[`limits.${names[0]}`, `${names[0]} is more than ${names[1]}.`] as const]
      : []
  })
}

function limitComplaint(kind: Kind, name: LimitName, limit: string | number | undefined): Complaint {
  if (limit === undefined) return undefined
  const kinds = kindsWithLimit(name)
  if (!kinds.includes(kind))
    return [`limits.${name}`, `${name} does not apply to ${kind}; it does to ${kinds.join(', ')}.`]
  const form = rulesOf(kind).wire === 'date' ? DATE_BOUND : DECIMAL_BOUND
  if (typeof limit !== 'string' || form.isValid(limit)) return undefined
  return [`limits.${name}`, `${name} must be ${form.mustBe}.${relativeRemedy(kind, limit)}`]
}

/** “tomorrow” is another day each time, and a template has fixed ones. */
const relativeRemedy = (kind: Kind, value: unknown): string =>
  rulesOf(kind).wire === 'date' && typeof value === 'string' && /\p{L}{3}/u.test(value)
    ? ` “${value.slice(0, 60)}” would be another day each time. Leave it out, and say it in the help: ` +
      'people may answer so.'
    : ''

const DATE_BOUND = { mustBe: 'a date such as 2026-11-21', isValid: isDate }
const DECIMAL_BOUND = { mustBe: 'a decimal number such as 1250.5', isValid: isDecimal }

const isMore = (kind: Kind, low: string | number, high: string | number): boolean =>
  rulesOf(kind).wire === 'date' ? low > high : Number(low) > Number(high)

function formatComplaint({ kind, format }: Question): Complaint {
  const allowed = formatsOf(kind)
  if (format === undefined || allowed.includes(format)) return undefined
  return [
    'format',
    allowed.length === 0
      ? `a question of kind ${kind} has no format.`
      : `the format of ${kind} is one of ${allowed.join(', ')}.`,
  ]
}

function defaultComplaint({ kind, choices = [], default: value }: Question): Complaint {
  if (value === undefined) return undefined
  const rule = rulesOf(kind).default
  if (rule === undefined) return ['default', `a question of kind ${kind} has no default.`]
  if (rule.isValid(value, choices)) return undefined
  return ['default', `the default must be ${rule.mustBe}.${relativeRemedy(kind, value)}`]
}
