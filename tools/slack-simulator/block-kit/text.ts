/** Text objects: plain text and Slack's markup. */
import { boolean, byType, object, oneOf, required, string, type Check } from './checks.ts'

const plainFields = (max: number, min: number): Check =>
  object({ type: required(oneOf('plain_text')), text: required(string(max, min)), emoji: boolean })

const mrkdwnFields = (max: number, min: number): Check =>
  object({ type: required(oneOf('mrkdwn')), text: required(string(max, min)), verbatim: boolean })

/** Plain text only. */
export const plainText = (max: number, min = 1): Check => byType({ plain_text: plainFields(max, min) })

/** Plain text or markup. */
export const anyText = (max: number, min = 1): Check =>
  byType({ plain_text: plainFields(max, min), mrkdwn: mrkdwnFields(max, min) })

/** The dialog that asks before an action is done. */
export const confirm: Check = object({
  title: plainText(100),
  text: required(anyText(300)),
  confirm: plainText(30),
  deny: plainText(30),
  style: oneOf('primary', 'danger'),
})

export const placeholder: Check = plainText(150)
