/** The texts in the form of one question: from the question, or as they were sent. */
import { type Kind, KINDS, type Limits, type Question } from '../../../../../domain/questions/question.ts'
import { type PostedForm, textOf } from '../env.ts'

/** What stands in the form. */
export interface QuestionTexts {
  readonly label: string
  readonly kind: Kind
  readonly help: string
  readonly required: boolean
  readonly personal: boolean
  /** One on each line, `value = label` where they differ. */
  readonly choices: string
  readonly default: string
  readonly format: string
  readonly limits: Readonly<Record<LimitName, string>>
}

export const KINDS_BY_LIMIT: Readonly<Record<LimitName, readonly Kind[]>> = {
  min: ['number', 'integer', 'money', 'date'],
  max: ['number', 'integer', 'money', 'date'],
  min_length: ['text', 'long_text'],
  max_length: ['text', 'long_text'],
  min_items: ['some_of', 'list'],
  max_items: ['some_of', 'list'],
}

export type LimitName = keyof Limits

export const LIMIT_NAMES = Object.keys(KINDS_BY_LIMIT) as LimitName[]

export function textsFromQuestion(question: Question): QuestionTexts {
  const { label, kind, help = '', required, personal = false, choices = [], format = '', limits = {} } = question
  return {
    label,
    kind,
    help,
    required,
    personal,
    format,
    choices: choices.map(({ value, label }) => (value === label ? value : `${value} = ${label}`)).join('\n'),
    default: defaultText(question),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, String(limits[name] ?? '')])) as Record<
      LimitName,
      string
    >,
  }
}

function defaultText({ default: value }: Question): string {
  if (value === undefined) return ''
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'string' ? value : value.join(', ')
}

export function textsFromForm(posted: PostedForm): QuestionTexts {
  const text = (name: string) => textOf(posted, name) ?? ''
  const kind = KINDS.find((one) => one === text('kind')) ?? 'text'
  return {
    label: text('label'),
    kind,
    help: text('help'),
    required: text('required') !== '',
    personal: text('personal') !== '',
    choices: text('choices'),
    default: text('default'),
    format: text('format'),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, text(name)])) as Record<LimitName, string>,
  }
}
