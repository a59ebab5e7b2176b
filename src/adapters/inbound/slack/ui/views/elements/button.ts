/** Buttons and their confirmation dialogs. */
import type { Button, ConfirmationDialog } from '@slack/types'
import {
  MAX_ACCESSIBILITY_LABEL,
  MAX_BUTTON_TEXT,
  MAX_BUTTON_VALUE,
  MAX_CONFIRM_BUTTON_TEXT,
  MAX_CONFIRM_TEXT,
  MAX_CONFIRM_TITLE,
} from '../../limits.ts'
import { cut, oneLine, plainText } from './text.ts'

/** Optional parts of a button. */
export interface ButtonOptions {
  readonly value?: string
  readonly style?: 'primary' | 'danger'
  readonly url?: string
  /** The label for screen readers, where the button's text alone is not clear. */
  readonly spoken?: string
  readonly confirm?: ConfirmationDialog
}

/** A button. */
export function button(
  action_id: string,
  text: string,
  { value, style, url, spoken, confirm }: ButtonOptions = {},
): Button {
  return {
    type: 'button',
    action_id,
    text: plainText(text, MAX_BUTTON_TEXT),
    ...(value === undefined ? {} : { value: cut(value, MAX_BUTTON_VALUE) }),
    ...(style === undefined ? {} : { style }),
    ...(url === undefined ? {} : { url }),
    ...(spoken === undefined ? {} : { accessibility_label: cut(oneLine(spoken), MAX_ACCESSIBILITY_LABEL) }),
    ...(confirm === undefined ? {} : { confirm }),
  }
}

/** A confirmation dialog. */
export const confirmation = (
  title: string,
  text: string,
  yes: string,
  no: string,
  style?: 'danger' | 'primary',
): ConfirmationDialog => ({
  title: plainText(title, MAX_CONFIRM_TITLE),
  text: plainText(text, MAX_CONFIRM_TEXT),
  confirm: plainText(yes, MAX_CONFIRM_BUTTON_TEXT),
  deny: plainText(no, MAX_CONFIRM_BUTTON_TEXT),
  ...(style === undefined ? {} : { style }),
})
