/** The dialog that confirms a cancellation. */
import type { Texts } from '../../texts/texts.ts'
import { confirmation } from './button.ts'

/** Cancelling asks once more, in Slack's own dialog. */
export const cancelConfirmation = (texts: Texts) =>
  confirmation(texts.cancel_title, texts.cancel_text, texts.cancel_yes, texts.cancel_no, 'danger')
