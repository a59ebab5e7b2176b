/** Telephone numbers, in any notation that is usual in the locale's region or with a country code; stored as E.164. */
import { textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'
import { ok } from '../../domain/kernel/errors.ts'
import { regionOf } from '../parsing/locale.ts'
import { plainDigits } from '../parsing/plain-text.ts'
import { excerpt, refuse } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

/** Numbers from ranges reserved for examples, by region. */
const SAMPLE_PHONES: Readonly<Record<string, readonly [wire: string, local: string]>> = {
  US: ['+12025550123', '(202) 555-0123'],
  CA: ['+16135550123', '(613) 555-0123'],
  GB: ['+442079460123', '020 7946 0123'],
  DE: ['+493023125123', '030 23125123'],
  FR: ['+33199001234', '01 99 00 12 34'],
  AU: ['+61255501234', '(02) 5550 1234'],
}
const SAMPLE_PHONE = ['+442079460123', '+44 20 7946 0123'] as const

const ABROAD = 'Begin with + and the country code if it is abroad.'

const readPhone: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 60)
  if (!typed.ok) return typed
  const number = parseNumber(
    plainDigits(typed.value.replace(/^tel:/i, '').replace(/^00(?=[1-9])/, '+')),
    regionOf(context.locale),
  )
  if (number === undefined || !number.isValid()) {
    return refuse(question, context, `“${excerpt(typed.value)}” is no telephone number that can be called. ${ABROAD}`)
  }
  if (number.ext !== undefined)
    return refuse(question, context, 'An extension cannot be kept with the number. Please leave it out.')
  return ok(number.number)
}

/** The international notation, `+49 30 123456`. Text that is no number is returned unchanged. */
const printPhone = (e164: string): string => parseNumber(e164, 'US')?.formatInternational() ?? e164

function parseNumber(text: string, region: string): PhoneNumber | undefined {
  try {
    return parsePhoneNumberFromString(text, { defaultCountry: region as CountryCode, extract: false })
  } catch {
    return undefined
  }
}

const sampleIn = (locale: string): readonly [wire: string, local: string] =>
  SAMPLE_PHONES[regionOf(locale)] ?? SAMPLE_PHONE

export const phone: AnswerKind<string> = {
  name: 'Phone',
  accepts: 'a telephone number',
  read: readPhone,
  print: textPrinter((_, e164) => printPhone(e164)),
  sample: (_, locale) => sampleIn(locale)[0],
  example: textPrinter((_, e164, locale) => (e164 === sampleIn(locale)[0] ? sampleIn(locale)[1] : e164)),
  schema: () => ({ type: 'string', pattern: '^[+][0-9]{5,15}$' }),
}
