/** The author's form for one question, both ways: a question as the form's texts, and the form as a refinement. */
import { readAnswer } from '../../../../../answers/read.ts'
import { fail, ok, type Result } from '../../../../../domain/kernel/errors.ts'
import { formatSchema, type Kind, type Limits } from '../../../../../domain/questions/question.ts'
import { type Refinement, refinementSchema } from '../../../../../domain/questions/refinement.ts'
import { KINDS_BY_LIMIT, LIMIT_NAMES, type LimitName, type QuestionTexts } from './question-texts.ts'

export const CHOICE_KINDS: readonly Kind[] = ['one_of', 'some_of']

export const FORMATS_BY_KINDS: readonly (readonly [kinds: readonly Kind[], formats: readonly string[]])[] = [
  [['date'], ['short', 'medium', 'long', 'full', 'iso']],
  [
    ['number', 'integer', 'money'],
    ['plain', 'grouped', '0', '1', '2', '3', '4', '5', '6'],
  ],
  [['long_text'], ['plain', 'markdown']],
]

export const KINDS_WITHOUT_DEFAULT: readonly Kind[] = ['list', 'image']

/**
 * The refinement that the form asks for; what does not apply to the kind is left out. The default is read as people
 * write it.
 */
export function refinementFromTexts(
  name: string,
  texts: QuestionTexts,
  context: { readonly now: string; readonly zone: string; readonly locale: string },
): Result<Refinement> {
  const { kind, label, help, required, personal, format } = texts
  const choices = CHOICE_KINDS.includes(kind) ? parseChoices(texts.choices) : null
  const formats = FORMATS_BY_KINDS.find(([kinds]) => kinds.includes(kind))?.[1] ?? []
  const raw = {
    name,
    kind,
    label,
    required,
    personal: personal ? true : null,
    help: help.trim() === '' ? null : help.trim(),
    choices: choices === null || choices.length > 0 ? choices : null,
    format: formats.includes(format) ? formatSchema.parse(format) : null,
    limits: parseLimits(kind, texts.limits),
    default: null,
  }
  const parsed = refinementSchema.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fail('unprocessable', `${issue?.path.join(' ') || 'The question'}: ${issue?.message ?? 'not possible'}`, {
      field: `${name}.${issue?.path.join('.') ?? ''}`,
    })
  }
  if (texts.default.trim() === '' || KINDS_WITHOUT_DEFAULT.includes(kind))
    return parsed.success ? ok(parsed.data) : ok(raw as Refinement)
  const question = { name: 'default', kind, label, required: false, when: [], ...(choices === null ? {} : { choices }) }
  const value = readAnswer(question, texts.default.trim(), context)
  return value.ok
    ? ok({ ...parsed.data, default: value.value as string | boolean | string[] })
    : fail('unprocessable', value.error.message, { field: `${name}.default` })
}

function parseChoices(text: string): { value: string; label: string }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [value = '', ...label] = line.split('=')
      return { value: value.trim(), label: label.join('=').trim() || value.trim() }
    })
}

function parseLimits(kind: Kind, texts: QuestionTexts['limits']): Limits | null {
  const given = LIMIT_NAMES.filter((name) => KINDS_BY_LIMIT[name].includes(kind) && texts[name].trim() !== '')
  const value = (name: LimitName) =>
    name === 'min' || name === 'max' ? texts[name].trim() : Number(texts[name].trim())
  return given.length === 0 ? null : Object.fromEntries(given.map((name) => [name, value(name)]))
}
