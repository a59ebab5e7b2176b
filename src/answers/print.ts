/** Prints answers for the document, by the locale of the generation, and in one short line for people. */
import { isAsWritten, type AnswerValue, type ShownValue } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import type { RenderContext, RenderValue } from '../domain/template/render-data.ts'
import { ANSWER_KINDS } from './answer-kinds.ts'
import { formatDecimal, printTexts } from './parsing/format.ts'
import { printYesNo } from './parsing/yes-no/words-of-yes-and-no.ts'
import { printFields, printValue } from './print-fields.ts'
import { describePicture, type PictureFacts } from './describe-picture.ts'
import { isImage, isPictureReference, isTexts } from './value-shapes.ts'

/** Prints one answer by its kind and the question's format. A value of another kind prints as nothing. */
export const printAnswer = (question: Question, value: AnswerValue, locale: string): RenderValue =>
  printValue(ANSWER_KINDS, question, value, locale)

/** Prints the answers to questions as one context, with a blank for each that is missing. */
export const printAnswers = (
  questions: readonly Question[],
  answers: Readonly<Record<string, AnswerValue>>,
  locale: string,
): RenderContext => printFields(ANSWER_KINDS, questions, answers, locale)

/** In characters, including the ellipsis. */
const MAX_SHOWN = 120

/**
 * One line as the document would print it, long text shortened; pictures as `logo.png, PNG, 40 × 20, 12 KB`, lists as
 * `3 items`.
 */
export function showAnswer(question: Question, value: AnswerValue | ShownValue, locale: string): string {
  if (typeof value === 'boolean') return printYesNo(value, locale)
  if (isAsWritten(value)) return shorten(value.as_written)
  if (isImage(value)) return showPicture(describePicture(value), locale)
  if (isPictureReference(value)) return showPicture(value, locale)
  if (question.kind === 'list')
    return Array.isArray(value)
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

/** The size is that of the upright picture: a photo that would lie on its side is noticed. */
function showPicture({ media_type, width, height, size, file_name = '' }: PictureFacts, locale: string): string {
  const name = shorten(file_name)
  const pixels = width === undefined || height === undefined ? '' : `${width} × ${height}`
  const facts = [name, media_type === 'image/png' ? 'PNG' : 'JPEG', pixels, sizeText(size, locale)]
  return facts.filter((fact) => fact !== '').join(', ')
}

function sizeText(bytes: number, locale: string): string {
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
