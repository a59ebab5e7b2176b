/** The texts in the form of one question: from the question, or as they were sent. */
import { formatChoices } from '../../../../../answers/parsing/choice-lines.ts'
import { LIMIT_NAMES, type LimitName } from '../../../../../domain/questions/kind-rules.ts'
import { type Kind, KINDS, type Question } from '../../../../../domain/questions/question.ts'
import { type PostedForm, fieldText } from '../env.ts'

/** What stands in the form. */
export interface QuestionTexts {
  readonly label: string
  readonly kind: Kind
  readonly help: string
  readonly required: boolean
  readonly personal: boolean
  /** The kind is to stay a guess, if it is one. */
  readonly guessed: boolean
  /** One on each line, `value = label` where they differ. */
  readonly choices: string
  readonly default: string
  readonly format: string
  readonly limits: Readonly<Record<LimitName, string>>
}

export function textsFromQuestion(question: Question): QuestionTexts {
  const { label, kind, help = '', required, personal = false, choices = [], format = '', limits = {} } = question
  return {
    label,
    kind,
    help,
    required,
    personal,
    guessed: question.guessed === true,
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

export function textsFromForm(posted: PostedForm): QuestionTexts {
  const text = (name: string) => fieldText(posted, name) ?? ''
  const kind = KINDS.find((one) => one === text('kind')) ?? 'text'
  return {
    label: text('label'),
    kind,
    help: text('help'),
    required: text('required') !== '',
    personal: text('personal') !== '',
    guessed: text('guessed') !== '',
    choices: text('choices'),
    default: text('default'),
    format: text('format'),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, text(name)])) as Record<LimitName, string>,
  }
}
