/** Answers in one short line for a person: in reviews, chats and audits. */
import type { AnswerValue } from '../domain/answer.ts'
import type { Question } from '../domain/question.ts'
import { formatDecimal } from './locale.ts'
import { isImage, isItems, isTexts, printAnswer, printLine, printList } from './print.ts'
import { printYesNo } from './yes-no.ts'

/** In characters, the sign that more follows included. */
const MAX_SHOWN = 120

/** One line as the document would print it, long text cut short; pictures as `PNG, 12 KB`, lists as `3 items`. */
export function showAnswer(question: Question, value: AnswerValue, locale: string): string {
  if (typeof value === 'boolean') return printYesNo(value, locale)
  if (isImage(value)) return `${value.media_type === 'image/png' ? 'PNG' : 'JPEG'}, ${sizeOf(value.data, locale)}`
  if (question.kind === 'list') return isItems(value) ? `${formatDecimal(String(value.length), locale)} ${value.length === 1 ? 'item' : 'items'}` : ''
  if (isTexts(value)) {
    const printed = printAnswer(question, value, locale)
    return shorten(typeof printed === 'string' && printed !== '' ? printed : printList(value, locale) || '–')
  }
  return typeof value === 'string' ? shorten(printLine(question, value, locale)) : ''
}

function sizeOf(base64: string, locale: string): string {
  const bytes = Math.floor((base64.length * 3) / 4)
  const [size, unit] = bytes >= 1024 * 1024 ? [(bytes / (1024 * 1024)).toFixed(1), 'MB'] : [String(Math.max(1, Math.round(bytes / 1024))), 'KB']
  return `${formatDecimal(size, locale)} ${unit}`
}

function shorten(text: string): string {
  const characters = Array.from(text.slice(0, MAX_SHOWN * 4).replaceAll(/\s+/g, ' ').trim())
  return characters.length <= MAX_SHOWN && text.length <= MAX_SHOWN * 4 ? characters.join('') : `${characters.slice(0, MAX_SHOWN - 1).join('').trimEnd()}…`
}
