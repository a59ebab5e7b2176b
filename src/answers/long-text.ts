/** Text of several lines, plain or Markdown. */
import type { Reader } from './refusal.ts'
import { isTooShort, maxLength, tooShort } from './text.ts'
import { readTyped } from './typed.ts'

const MAX_LONG_TEXT = 50_000

export const readLongText: Reader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, maxLength(question, MAX_LONG_TEXT))
  return typed.ok && isTooShort(question, typed.value) ? tooShort(question, context) : typed
}
