/** One question as a field of a form, filled with the answer that is there; and what was entered, read back. */
import type { EmailInput, InputBlock, InputBlockElement, NumberInput, PlainTextInput, URLInput } from '@slack/types'
import { compareDecimals } from '../../../../../answers/parsing/numbers/decimal.ts'
import { formatDecimal } from '../../../../../answers/parsing/format.ts'
import { isErased, type AnswerValue, type Erased } from '../../../../../domain/questions/answer.ts'
import type { Limits } from '../../../../../domain/questions/question.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'
import { ACTION } from '../action-ids.ts'
import { INPUT, PLACEHOLDER } from '../limits.ts'
import type { Texts } from '../texts/texts.ts'
import { input, option } from './elements/blocks.ts'
import { oneOf, someOf } from './elements/choices.ts'
import { cut, plain } from './elements/text.ts'

export interface Field {
  readonly block_id: string
  readonly question: QuestionView
  /** The answer that stands in it, in wire form. */
  readonly value?: AnswerValue | Erased | null | undefined
  readonly locale: string
  /** An empty field is no answer. */
  readonly optional: boolean
  readonly texts: Texts
}

/** Undefined for lists, which are gathered item by item. */
export function modalInput(field: Field): InputBlock | undefined {
  const element = elementFor(field)
  if (element === undefined) return undefined
  const { question } = field
  // An example stands in the field itself.
  return input(field.block_id, question.label, element, { hint: question.help, optional: field.optional })
}

function elementFor({ question, value, texts, locale }: Field): InputBlockElement | undefined {
  const { kind, choices = [], limits } = question
  const given = value === null || value === undefined || isErased(value) ? question.default : value
  switch (kind) {
    case 'yes_no': {
      const options = [option(texts.yes, 'yes'), option(texts.no, 'no')] as const
      const chosen = given === true ? options[0] : given === false ? options[1] : undefined
      return {
        type: 'radio_buttons',
        action_id: ACTION.value,
        options: [...options],
        ...(chosen === undefined ? {} : { initial_option: chosen }),
      }
    }
    case 'one_of':
      return oneOf(ACTION.value, choices, typeof given === 'string' ? given : undefined, texts)
    case 'some_of':
      return someOf(
        ACTION.value,
        choices,
        Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [],
        texts,
        limits?.max_items,
      )
    case 'date':
      return {
        type: 'datepicker',
        action_id: ACTION.value,
        placeholder: plain(texts.pick_day, PLACEHOLDER),
        ...(typeof given === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given) ? { initial_date: given } : {}),
      }
    case 'image':
      return { type: 'file_input', action_id: ACTION.value, filetypes: ['png', 'jpg', 'jpeg'], max_files: 1 }
    default:
      return typingElement(ACTION.value, question, typeof given === 'string' ? given : undefined, texts, locale)
  }
}

type TypingElement = PlainTextInput | NumberInput | EmailInput | URLInput

/**
 * The field for what is typed, of the kind that helps: telephones show their keyboards by it. Undefined for what is
 * picked.
 */
export function typingElement(
  action_id: string,
  question: QuestionView,
  value: string | undefined,
  texts: Texts,
  locale = 'en-US',
): TypingElement | undefined {
  const { kind, limits } = question
  const initial = (text: string | undefined) =>
    text === undefined || text === '' || text.length > INPUT ? {} : { initial_value: text }
  const placeholder =
    question.example === '' ? {} : { placeholder: plain(texts.example({ example: question.example }), PLACEHOLDER) }
  switch (kind) {
    case 'number':
    case 'integer':
      return {
        type: 'number_input',
        action_id,
        is_decimal_allowed: kind === 'number',
        ...initial(value !== undefined && isWithin(value, kind, limits) ? value : undefined),
        ...(limits?.min === undefined ? {} : { min_value: limits.min }),
        ...(limits?.max === undefined ? {} : { max_value: limits.max }),
      }
    case 'money':
      return {
        type: 'plain_text_input',
        action_id,
        ...initial(value === undefined ? undefined : formatDecimal(value, locale)),
        ...placeholder,
      }
    case 'email':
      return { type: 'email_text_input', action_id, ...initial(value), ...placeholder }
    case 'yes_no':
    case 'one_of':
    case 'some_of':
    case 'date':
    case 'image':
    case 'list':
      return undefined
    case 'long_text':
      return { type: 'plain_text_input', action_id, multiline: true, ...initial(value), ...lengths(limits?.max_length) }
    default:
      return { type: 'plain_text_input', action_id, ...initial(value), ...placeholder, ...lengths(limits?.max_length) }
  }
}

/** What a number field accepts to begin with. */
function isWithin(value: string, kind: 'number' | 'integer', { min, max }: Limits = {}): boolean {
  if (!(kind === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(value)) return false
  return (
    (min === undefined || compareDecimals(value, min) >= 0) && (max === undefined || compareDecimals(value, max) <= 0)
  )
}

const lengths = (max_length: number | undefined) =>
  max_length === undefined || max_length > INPUT ? {} : { max_length }

/** What Slack sends of one element of a form. */
export interface EnteredState {
  readonly type?: string | undefined
  readonly value?: string | null | undefined
  readonly selected_date?: string | null | undefined
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined
  readonly selected_user?: string | null | undefined
  readonly selected_conversation?: string | null | undefined
  readonly files?:
    | readonly {
        readonly id?: string | undefined
        readonly url_private?: string | undefined
        readonly url_private_download?: string | undefined
        readonly size?: number | undefined
      }[]
    | undefined
}

/**
 * What was entered, as people write it or in wire form; undefined for an empty field. Pictures come as files, see
 * `EnteredState`.
 */
export function enteredValue(
  { choices = [], kind }: Pick<QuestionView, 'choices' | 'kind'>,
  state: EnteredState | undefined,
): string | number | readonly string[] | undefined {
  if (state === undefined) return undefined
  if (Array.isArray(state.selected_options)) {
    const chosen = state.selected_options
      .map(({ value }) => choices[Number(value)]?.value)
      .filter((value) => value !== undefined)
    return chosen.length === 0 ? undefined : chosen
  }
  const picked = state.selected_option?.value
  if (picked !== undefined) return kind === 'yes_no' ? picked : choices[Number(picked)]?.value
  const text = state.selected_date ?? state.value ?? undefined
  if (text === undefined || text.trim() === '') return undefined
  // Slack has read a number field already: `1.125` is no German thousand. Short ones keep their value as a JSON number.
  return state.type === 'number_input' && /^-?\d{1,10}(\.\d{1,5})?$/.test(text) ? Number(text) : cut(text, 100_000)
}
