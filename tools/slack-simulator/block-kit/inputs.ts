/** Elements into which something is typed or uploaded: only within an input block. */
import { actionable, focusable } from './action-id.ts'
import {
  all,
  boolean,
  integer,
  list,
  matching,
  object,
  oneOf,
  report,
  required,
  rule,
  string,
  type Check,
  type Fields,
} from './checks.ts'
import { richTextBlock } from './rich-text.ts'
import { placeholder } from './text.ts'

const dispatch: Check = object({ trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) })
const typed: Fields = { ...focusable, placeholder, dispatch_action_config: dispatch }
const number = matching(/^-?\d+(\.\d+)?$/, 'a number as a string')

const lengthsInOrder: Check = rule(({ min_length: min, max_length: max }, place) => {
  if (typeof min === 'number' && typeof max === 'number' && min > max)
    report(place, '`min_length` must not exceed `max_length`', 'range', [min, max])
})

const numbersInOrder: Check = rule((element, place) => {
  const [min, initial, max] = ['min_value', 'initial_value', 'max_value'].map((key) => element[key])
  const ordered = [min, initial, max].filter((each) => typeof each === 'string').map(Number)
  if (ordered.some((each, index) => index > 0 && each < (ordered[index - 1] ?? each))) {
    report(place, '`min_value`, `initial_value` and `max_value` must be in order', 'range', [min, max])
  }
  const whole = (text: unknown): boolean => typeof text !== 'string' || !text.includes('.')
  if (element['is_decimal_allowed'] === false && ![min, initial, max].every(whole))
    report(place, 'decimals are not allowed', 'format', 'integer')
})

/** https://github.com/slackapi/node-slack-sdk/issues/1580 (“initial value must be a valid email format”) */
const email = matching(/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/, 'a valid email format')
const url = matching(/^https?:\/\/\S+$/, 'a URL', (text) => URL.canParse(text))

export const INPUTS = {
  plain_text_input: all(
    object({
      ...typed,
      type: required(oneOf('plain_text_input')),
      initial_value: string(3000, 0),
      multiline: boolean,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    }),
    lengthsInOrder,
  ),
  number_input: all(
    object({
      ...typed,
      type: required(oneOf('number_input')),
      is_decimal_allowed: required(boolean),
      initial_value: number,
      min_value: number,
      max_value: number,
    }),
    numbersInOrder,
  ),
  email_text_input: object({ ...typed, type: required(oneOf('email_text_input')), initial_value: email }),
  url_text_input: object({ ...typed, type: required(oneOf('url_text_input')), initial_value: url }),
  file_input: object({
    ...actionable,
    type: required(oneOf('file_input')),
    filetypes: list(string(20), 100),
    max_files: integer(1, 10),
  }),
}

/** Formatted text, typed in an input block or among actions. */
export const RICH_INPUT = {
  rich_text_input: object({
    ...typed,
    type: required(oneOf('rich_text_input')),
    initial_value: richTextBlock,
    min_lines: integer(1, 100),
    max_lines: integer(1, 100),
  }),
}
