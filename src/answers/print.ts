/** Prints answers for the document, by the locale of the generation, and in one short line for people. */
import type { AnswerValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import type { RenderContext, RenderValue } from '../domain/template/render-data.ts'
import { ANSWER_KINDS } from './answer-kinds.ts'
import { formatDecimal, printTexts } from './parsing/format.ts'
import { printYesNo } from './parsing/yes-no/words-of-yes-and-no.ts'
import { printFields } from './print-fields.ts'
import { isImage, isItems, isTexts } from './value-shapes.ts'

/** Prints one answer by its kind and the question's format. A value of another kind prints as nothing. */
export const printAnswer = (question: Question, value: AnswerValue, locale: string): RenderValue =>
  ANSWER_KINDS[question.kind].print(question, value, locale, ANSWER_KINDS)

/** Prints the answers to questions as one context, with a blank for each that is missing. */
export const printAnswers = (
  questions: readonly Question[],
  answers: Readonly<Record<string, AnswerValue>>,
  locale: string,
): RenderContext => printFields(ANSWER_KINDS, questions, answers, locale)

/** In characters, including the ellipsis. */
const MAX_SHOWN = 120

/** One line as the document would print it, long text shortened; pictures as `PNG, 12 KB`, lists as `3 items`. */
export function showAnswer(question: Question, value: AnswerValue, locale: string): string {
  if (typeof value === 'boolean') return printYesNo(value, locale)
  if (isImage(value)) return `${value.media_type === 'image/png' ? 'PNG' : 'JPEG'}, ${sizeOf(value.data, locale)}`
  if (question.kind === 'list')
    return isItems(value)
      ? `${formatDecimal(String(value.length), locale)} ${value.length === 1 ? 'item' : 'items'}`
      : ''
  if (isTexts(value)) {
    const printed = printAnswer(question, value, locale)
    return shorten(typeof printed === 'string' && printed !== '' ? printed : printTexts(value, locale) || '–')
  }
  if (typeof value !== 'string') return ''
  const printed = printAnswer(question, value, locale)
  return shorten(typeof printed === 'string' ? printed : value)
}

function sizeOf(base64: string, locale: string): string {
  const bytes = Math.floor((base64.length * 3) / 4)
  const [size, unit] =
    bytes >= 1024 * 1024
      ? [(bytes / (1024 * 1024)).toFixed(1), 'MB']
      : [String(Math.max(1, Math.round(bytes / 1024))), 'KB']
  return `${formatDecimal(size, locale)} ${unit}`
}

function shorten(text: string): string {
  const characters = Array.from(
    text
      .slice(0, MAX_SHOWN * 4)
      .replaceAll(/\s+/g, ' ')
      .trim(),
  )
  return characters.length <= MAX_SHOWN && text.length <= MAX_SHOWN * 4
    ? characters.join('')
    : `${characters
        .slice(0, MAX_SHOWN - 1)
        .join('')
        .trimEnd()}…`
}
