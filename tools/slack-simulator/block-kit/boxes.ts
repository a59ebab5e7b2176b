/** Radio buttons and checkboxes. */
import { focusable } from './action-id.ts'
import { all, list, object, oneOf, required } from './checks.ts'
import { boxOption, initialIsOffered } from './options.ts'
import { confirm } from './text.ts'

export const BOXES = {
  radio_buttons: all(
    object({
      ...focusable,
      type: required(oneOf('radio_buttons')),
      options: required(list(boxOption, 10)),
      initial_option: boxOption,
      confirm,
    }),
    initialIsOffered,
  ),
  checkboxes: all(
    object({
      ...focusable,
      type: required(oneOf('checkboxes')),
      options: required(list(boxOption, 10)),
      initial_options: list(boxOption, 10),
      confirm,
    }),
    initialIsOffered,
  ),
}
