/** Examples: an answer of each kind for a dry run, and how one looks in the person's locale for hints and refusals. */
import type { AnswerValue, ImageAnswer } from '../domain/questions/answer.ts'
import type { Choice, Question } from '../domain/questions/question.ts'
import { areNumbered } from './parsing/choice-finder.ts'
import { compareDecimals, decimalsOf } from './parsing/numbers/decimal.ts'
import { formatDate, formatDecimal, languageOf, regionOf } from './parsing/locale.ts'

/** A grey box with a cross, 120 × 60 pixels. */
const SAMPLE_IMAGE: ImageAnswer = {
  media_type: 'image/png',
  data: 'iVBORw0KGgoAAAANSUhEUgAAAHgAAAA8AQMAAACXY+zrAAAABlBMVEXr6+uWlpZAd73WAAAAxklEQVR42oWTSxICMQgFsdjiXXDv4abKrYfxCLE8mGYSyKc3ZjWdDC8EHvLdl7xkXVd5bnyTx8ZvOcqCepHDF7bKtrBX1oVLZZkCKidPAWs8BbzxFCiNh0A9aOwjvLON8M46wjuHwLnd2TM82DI8WDM8uH22zWDPoGBL0WDNS4MrdM1kjzuTLXJK1sg5WT6y8/0P43/q8T7mg3z5Hr6X9UC9WE/Wm/1Av9hP9pt+gF/oJ/qNfoRf6Wf6nfOAeeE8cd44j5jXH81wV3nr5FR9AAAAAElFTkSuQmCC',
}
const SAMPLE_DATE = '2026-11-21'
/** Numbers of the ranges that are kept for examples, where there is one. */
const SAMPLE_PHONES: Readonly<Record<string, readonly [wire: string, local: string]>> = {
  US: ['+12025550123', '(202) 555-0123'],
  CA: ['+16135550123', '(613) 555-0123'],
  GB: ['+442079460123', '020 7946 0123'],
  DE: ['+493023125123', '030 23125123'],
  FR: ['+33199001234', '01 99 00 12 34'],
  AU: ['+61255501234', '(02) 5550 1234'],
}
const SAMPLE_PHONE = ['+442079460123', '+44 20 7946 0123'] as const

/** Sample answers to all questions, for a dry run. */
export function sampleAnswers(questions: readonly Question[], locale = 'en-US'): Record<string, AnswerValue> {
  return Object.fromEntries(questions.map((question) => [question.name, sampleAnswer(question, locale)]))
}

/**
 * An answer in wire form within the question's limits: its default, or one that shows what belongs there (`«Tenant
 * name»`).
 */
export function sampleAnswer(question: Question, locale: string): AnswerValue {
  const { kind, label, choices = [], limits = {} } = question
  if (question.default !== undefined) return question.default
  switch (kind) {
    case 'text':
      return sampleText(`«${label}»`, question)
    case 'long_text':
      return sampleText(
        question.format === 'markdown' ? `**«${label}»**\n\n- «${label}»` : `«${label}»\n«${label}»`,
        question,
      )
    case 'number':
      return withinLimits('12.5', question)
    case 'integer':
      return withinLimits('12', question)
    case 'money':
      return withinLimits('1250', question)
    case 'date':
      return limits.min !== undefined && limits.min > SAMPLE_DATE
        ? limits.min
        : limits.max !== undefined && limits.max < SAMPLE_DATE
          ? limits.max
          : SAMPLE_DATE
    case 'yes_no':
      return true
    case 'one_of':
      return choices[0]?.value ?? ''
    case 'some_of':
      return choices
        .slice(0, Math.max(limits.min_items ?? 0, Math.min(2, limits.max_items ?? 2)))
        .map(({ value }) => value)
    case 'email':
      return 'jane.doe@example.com'
    case 'link':
      return 'https://example.com/'
    case 'phone':
      return phoneOf(locale)[0]
    case 'image':
      return SAMPLE_IMAGE
    case 'list':
      return Array.from({ length: Math.max(limits.min_items ?? 0, Math.min(2, limits.max_items ?? 2)) }, () =>
        sampleItem(question, locale),
      )
  }
}

const sampleItem = ({ fields = [] }: Question, locale: string) =>
  Object.fromEntries(fields.map((field) => [field.name, sampleAnswer(field, locale)]))

/**
 * How an answer could be written by a person, `21 Nov 2026` in English and `21.11.2026` in German: read as it stands it
 * is accepted. Empty for pictures and for lists, which are not typed.
 */
export function exampleFor(question: Question, locale: string): string {
  const { kind, choices = [] } = question
  const sample = sampleAnswer(question, locale)
  if (typeof sample === 'string') {
    switch (kind) {
      case 'date':
        return exampleDate(sample, locale)
      case 'number':
        return formatDecimal(sample, locale)
      case 'integer':
        return sample
      case 'money':
        return formatDecimal(sample, locale, { minimumFractionDigits: 2 })
      case 'phone':
        return sample === phoneOf(locale)[0] ? phoneOf(locale)[1] : sample
      case 'one_of':
        return choices.find(({ value }) => value === sample)?.label ?? ''
      case 'text':
      case 'long_text':
        return ''
      default:
        return sample
    }
  }
  if (kind === 'yes_no') return 'yes'
  return kind === 'some_of' ? exampleChoices(choices, locale) : ''
}

/** The first two choices, by number where numbers choose, else by name; only one where a name would be taken apart. */
function exampleChoices(choices: readonly Choice[], locale: string): string {
  const [first, second] = choices
  if (first === undefined) return ''
  if (areNumbered(choices, locale)) return second === undefined ? '1' : '1, 2'
  return second === undefined || /[,;]/.test(first.label + second.label)
    ? first.label
    : `${first.label}, ${second.label}`
}

/** Languages whose months are read in words. */
const SPOKEN = new Set(['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv'])

/** In the medium form of the locale where that is sure to be read, else in ISO form. */
function exampleDate(date: string, locale: string): string {
  const medium = formatDate(date, locale, 'medium')
  return SPOKEN.has(languageOf(locale)) || /^[\d./-]+$/.test(medium) ? medium : date
}

const phoneOf = (locale: string): readonly [string, string] => SAMPLE_PHONES[regionOf(locale)] ?? SAMPLE_PHONE

function sampleText(text: string, { limits = {} }: Question): string {
  const characters = Array.from(text).slice(0, limits.max_length ?? 4_000)
  return characters
    .join('')
    .trim()
    .padEnd(limits.min_length ?? 0, '·')
}

function withinLimits(decimal: string, { limits = {}, kind }: Question): string {
  const { min, max } = limits
  const bound =
    min !== undefined && compareDecimals(decimal, min) < 0
      ? min
      : max !== undefined && compareDecimals(decimal, max) > 0
        ? max
        : decimal
  return kind === 'integer' && decimalsOf(bound) > 0 ? decimal : bound
}
