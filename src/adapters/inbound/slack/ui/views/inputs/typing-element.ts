/** The element for an answer that is typed. */
import type { EmailInput, NumberInput, PlainTextInput, URLInput } from '@slack/types'
import { compareDecimals } from '../../../../../../answers/parsing/numbers/decimal.ts'
import type { Limits } from '../../../../../../domain/questions/question.ts'
import { MAX_INPUT_TEXT, MAX_PLACEHOLDER } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { plainText } from '../elements/text.ts'
import { formatDecimal } from '../../../../../../answers/parsing/format.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

type TypingElement = PlainTextInput | NumberInput | EmailInput | URLInput

/**
 * The element for typed answers, of the type that gives phones the right keyboard. Undefined for kinds that are picked.
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
    text === undefined || text === '' || text.length > MAX_INPUT_TEXT ? {} : { initial_value: text }
  const placeholder =
    question.example === ''
      ? {}
      : { placeholder: plainText(texts.example({ example: question.example }), MAX_PLACEHOLDER) }
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
      // Slack refuses a form whose address is none. https://github.com/slackapi/node-slack-sdk/issues/1580
      return { type: 'email_text_input', action_id, ...(isAddress(value) ? initial(value) : {}), ...placeholder }
    case 'yes_no':
    case 'one_of':
    case 'some_of':
    case 'date':
    case 'image':
    case 'list':
      return undefined
    case 'long_text':
      return {
        type: 'plain_text_input',
        action_id,
        multiline: true,
        ...initial(value),
        ...maxLengthOf(limits?.max_length),
      }
    default:
      return {
        type: 'plain_text_input',
        action_id,
        ...initial(value),
        ...placeholder,
        ...maxLengthOf(limits?.max_length),
      }
  }
}

const isAddress = (value: string | undefined): boolean => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(value ?? '')

/** Whether a number field accepts the initial value. */
function isWithin(value: string, kind: 'number' | 'integer', { min, max }: Limits = {}): boolean {
  if (!(kind === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(value)) return false
  return (
    (min === undefined || compareDecimals(value, min) >= 0) && (max === undefined || compareDecimals(value, max) <= 0)
  )
}

const maxLengthOf = (max_length: number | undefined) =>
  max_length === undefined || max_length > MAX_INPUT_TEXT ? {} : { max_length }
