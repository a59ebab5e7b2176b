/** The author's form for one question, both ways: a question as the form's texts, and the form as a refinement. */
import { formatChoices, parseChoices } from '../../../../../answers/parsing/choice-lines.ts'
import { readAnswer } from '../../../../../answers/read.ts'
import { KINDS, type Kind, type Limits, type Question } from '../../../../../domain/questions/question.ts'
import {
  formatsOf,
  hasChoices,
  LIMIT_NAMES,
  rulesOf,
  type LimitName,
} from '../../../../../domain/questions/kind-rules.ts'
import { refinementSchema, type Refinement } from '../../../../../domain/questions/refinement.ts'
import { fail, ok, type Result } from '../../../../../domain/kernel/errors.ts'
import { textOf, type Posted } from '../env.ts'

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

export function textsOfQuestion(question: Question): QuestionTexts {
  const { label, kind, help = '', required, personal = false, choices = [], format = '', limits = {} } = question
  return {
    label,
    kind,
    help,
    required,
    personal,
    format,
    choices: formatChoices(choices),
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

export function textsOfPosted(posted: Posted): QuestionTexts {
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

/**
 * The refinement that the form asks for; what does not apply to the kind is left out. The default is read as people
 * write it.
 */
export function refinementOf(
  name: string,
  texts: QuestionTexts,
  context: { readonly now: string; readonly zone: string; readonly locale: string },
): Result<Refinement> {
  const { kind, label, help, required, personal, format } = texts
  const choices = hasChoices(kind) ? parseChoices(texts.choices) : null
  const raw = {
    name,
    kind,
    label,
    required,
    personal: personal ? true : null,
    help: help.trim() === '' ? null : help.trim(),
    choices: choices === null || choices.length > 0 ? choices : null,
    format: formatsOf(kind).find((one) => one === format) ?? null,
    limits: limitsOf(kind, texts.limits),
    default: null,
  }
  const parsed = refinementSchema.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fail('unprocessable', `${issue?.path.join(' ') || 'The question'}: ${issue?.message ?? 'not possible'}`, {
      field: `${name}.${issue?.path.join('.') ?? ''}`,
    })
  }
  if (texts.default.trim() === '' || rulesOf(kind).default === undefined)
    return parsed.success ? ok(parsed.data) : ok(raw as Refinement)
  const question = { name: 'default', kind, label, required: false, when: [], ...(choices === null ? {} : { choices }) }
  const value = readAnswer(question, texts.default.trim(), context)
  return value.ok
    ? ok({ ...parsed.data, default: value.value as string | boolean | string[] })
    : fail('unprocessable', value.error.message, { field: `${name}.default` })
}

function limitsOf(kind: Kind, texts: QuestionTexts['limits']): Limits | null {
  const given = LIMIT_NAMES.filter((name) => rulesOf(kind).limits?.includes(name) === true && texts[name].trim() !== '')
  const value = (name: LimitName) =>
    name === 'min' || name === 'max' ? texts[name].trim() : Number(texts[name].trim())
  return given.length === 0 ? null : Object.fromEntries(given.map((name) => [name, value(name)]))
}

// ---- where a question stands: its names from the outermost list in

export type QuestionPath = readonly string[]

export function questionAt(questions: readonly Question[], path: QuestionPath): Question | undefined {
  const [name, ...rest] = path
  const question = questions.find((one) => one.name === name)
  return rest.length === 0 || question === undefined ? question : questionAt(question.fields ?? [], rest)
}

/** A refinement of a field, inside refinements of the lists around it. */
export function refinementAt(path: QuestionPath, refinement: Refinement): Refinement {
  const [name = '', ...rest] = path
  return rest.length === 0 ? refinement : { name, fields: [refinementAt(rest, refinement)] }
}

/** Refinements that move a question one place up or down among its siblings; empty where it cannot go further. */
export function moved(questions: readonly Question[], path: QuestionPath, by: -1 | 1): Refinement[] {
  const [name = '', ...rest] = path
  if (rest.length > 0) {
    const list = questions.find((one) => one.name === name)
    const fields = moved(list?.fields ?? [], rest, by)
    return fields.length === 0 ? [] : [{ name, fields }]
  }
  const order = questions.map((question) => ({ name: question.name }))
  const from = order.findIndex((one) => one.name === name)
  const [here, there] = [order[from], order[from + by]]
  if (here === undefined || there === undefined) return []
  order[from] = there
  order[from + by] = here
  return order
}
