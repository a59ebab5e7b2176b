/** Options of selects, and the overflow menu. */
import type { ConfirmationDialog, Overflow, PlainTextOption } from '@slack/types'
import { MAX_OPTION_TEXT, MAX_OPTION_VALUE, MAX_OVERFLOW_OPTIONS } from '../../limits.ts'
import { plainText } from './text.ts'

/** `value` is our own and short: an index, a word, an id. */
export function option(text: string, value: string, description?: string): PlainTextOption {
  if (value.length > MAX_OPTION_VALUE) throw new Error('The value of an option was too long.')
  return {
    text: plainText(text, MAX_OPTION_TEXT),
    value,
    ...(description === undefined || description === ''
      ? {}
      : { description: plainText(description, MAX_OPTION_TEXT) }),
  }
}

/** An overflow menu. */
export const overflow = (
  action_id: string,
  options: readonly PlainTextOption[],
  confirm?: ConfirmationDialog,
): Overflow => ({
  type: 'overflow',
  action_id,
  options: options.slice(0, MAX_OVERFLOW_OPTIONS),
  ...(confirm === undefined ? {} : { confirm }),
})
