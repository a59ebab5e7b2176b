/** The dialog that confirms a cancellation. */
import type { Texts } from '../../texts/texts.ts'
import { confirmation } from './button.ts'

/** Slack's dialog that confirms a cancellation. */
export const cancelConfirmation = (texts: Texts) =>
  confirmation(texts.cancel_title, texts.cancel_text, texts.cancel_yes, texts.cancel_no, 'danger')
