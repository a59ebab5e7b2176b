/**
 * Answers as they stand in the document, printed by the locale that was recorded when the generation began; and in one
 * short line for a person.
 */
import type { AnswerValue, ImageAnswer, ItemAnswer } from '../domain/questions/answer.ts'
import type { Question } from '../domain/questions/question.ts'
import type { RenderContext, RenderValue } from '../domain/template/render-data.ts'
import { formatDate, formatDecimal, languageOf, safeLocale } from './parsing/locale.ts'
import { printPhone } from './kinds/phone.ts'
import { yesAndNoIn } from './parsing/words-of-yes-and-no.ts'

/**
 * Prints one answer. Dates in long form, money grouped with two decimals and no symbol, numbers grouped, unless the
 * question's format says otherwise; choices by label; yes/no as what decides a section and as a word. A value that does
 * not fit the question's kind is printed as nothing.
 */
export function printAnswer(question: Question, value: AnswerValue, locale: string): RenderValue {
  switch (question.kind) {
    case 'yes_no':
      return { yes: value === true, text: printYesNo(value === true, locale) }
    case 'list':
      return itemsOf(value).map((item) => printAnswers(question.fields ?? [], item, locale))
    case 'image':
      return isImage(value) ? { image: Buffer.from(value.data, 'base64'), media_type: value.media_type } : ''
    case 'some_of':
      return isTexts(value)
        ? printList(
            value.map((one) => labelOf(question, one)),
            locale,
          )
        : ''
    default:
      return typeof value === 'string' ? printText(question, value, locale) : ''
  }
}

/**
 * Prints the answers to questions as one context. What is not answered is there too, as nothing: an empty text, false,
 * no items; so that every name of the template is known.
 */
export function printAnswers(
  questions: readonly Question[],
  answers: Readonly<Record<string, AnswerValue>>,
  locale: string,
): RenderContext {
  return Object.fromEntries(
    questions.map((question) => {
      const answer = Object.hasOwn(answers, question.name) ? answers[question.name] : undefined
      return [question.name, answer === undefined ? nothing(question) : printAnswer(question, answer, locale)]
    }),
  )
}

const nothing = ({ kind }: Question): RenderValue =>
  kind === 'yes_no' ? { yes: false, text: '' } : kind === 'list' ? [] : ''

function printText(question: Question, value: string, locale: string): RenderValue {
  switch (question.kind) {
    case 'link':
      return { href: value, text: value.replace(/^mailto:/i, '') }
    case 'long_text':
      return question.format === 'markdown' ? { markdown: value } : value
    default:
      return printLine(question, value, locale)
  }
}

/** The kinds that print as one text: dates, numbers, money, choices, telephone numbers and plain text. */
function printLine(question: Question, value: string, locale: string): string {
  switch (question.kind) {
    case 'date':
      return printDate(value, locale, question.format)
    case 'number':
    case 'integer':
    case 'money':
      return printDecimal(question, value, locale)
    case 'one_of':
      return labelOf(question, value)
    case 'phone':
      return printPhone(value)
    default:
      return value
  }
}

function printDate(date: string, locale: string, format: Question['format']): string {
  if (format === 'iso') return date
  return formatDate(date, locale, format === 'short' || format === 'medium' || format === 'full' ? format : 'long')
}

function printDecimal({ kind, format }: Question, decimal: string, locale: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(decimal)) return ''
  const useGrouping = format !== 'plain'
  const digits = /^\d$/.test(format ?? '') ? Number(format) : undefined
  if (digits !== undefined)
    return formatDecimal(decimal, locale, { useGrouping, minimumFractionDigits: digits, maximumFractionDigits: digits })
  return formatDecimal(decimal, locale, kind === 'money' ? { useGrouping, minimumFractionDigits: 2 } : { useGrouping })
}

const labelOf = ({ choices = [] }: Question, value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value

/** `a, b and c`, as the language joins them. */
const printList = (texts: readonly string[], locale: string): string =>
  new Intl.ListFormat(safeLocale(locale), { type: 'conjunction', style: 'long' }).format(texts)

// `Array.from` because `every` passes over holes.
const isTexts = (value: AnswerValue): value is readonly string[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'string')

/** In wire form a list of plain values is an array of texts. */
const itemsOf = (value: AnswerValue): readonly ItemAnswer[] =>
  isItems(value) ? value : isTexts(value) ? value.map((text) => ({ '.': text })) : []

const isItems = (value: AnswerValue): value is readonly ItemAnswer[] =>
  Array.isArray(value) && Array.from<unknown>(value).every((one) => typeof one === 'object' && one !== null)

const isImage = (value: AnswerValue): value is ImageAnswer =>
  // Totality is worth a check that the types say is needless: nothing that was stored may stop a document.
  typeof value === 'object' &&
  (value as unknown) !== null &&
  !Array.isArray(value) &&
  'data' in value &&
  typeof value.data === 'string'

/** Yes or no in the locale's language, for documents and reviews; English where the language is not known. */
export function printYesNo(value: boolean, locale: string): string {
  const { yes, no } = yesAndNoIn(languageOf(locale))
  return (value ? yes[0] : no[0]) ?? (value ? 'Yes' : 'No')
}

/** In characters, the sign that more follows included. */
const MAX_SHOWN = 120

/** One line as the document would print it, long text cut short; pictures as `PNG, 12 KB`, lists as `3 items`. */
export function showAnswer(question: Question, value: AnswerValue, locale: string): string {
  if (typeof value === 'boolean') return printYesNo(value, locale)
  if (isImage(value)) return `${value.media_type === 'image/png' ? 'PNG' : 'JPEG'}, ${sizeOf(value.data, locale)}`
  if (question.kind === 'list')
    return isItems(value)
      ? `${formatDecimal(String(value.length), locale)} ${value.length === 1 ? 'item' : 'items'}`
      : ''
  if (isTexts(value)) {
    const printed = printAnswer(question, value, locale)
    return shorten(typeof printed === 'string' && printed !== '' ? printed : printList(value, locale) || '–')
  }
  return typeof value === 'string' ? shorten(printLine(question, value, locale)) : ''
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
