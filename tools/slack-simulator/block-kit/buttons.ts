/** Buttons and the overflow menu. */
import { actionable } from './action-id.ts'
import { list, object, oneOf, required, string, type Check } from './checks.ts'
import { overflowOption } from './options.ts'
import { confirm, plainText } from './text.ts'

const button: Check = object({
  ...actionable,
  type: required(oneOf('button')),
  text: required(plainText(75)),
  value: string(2000),
  url: string(3000),
  style: oneOf('primary', 'danger'),
  accessibility_label: string(75),
  confirm,
})

const overflow: Check = object({
  ...actionable,
  type: required(oneOf('overflow')),
  options: required(list(overflowOption, 5)),
  confirm,
})

export const BUTTONS = { button, overflow }
