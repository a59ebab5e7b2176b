/** Telephone numbers, in any notation that is usual in the locale's region or with a country code; stored as E.164. */
import { textPrinter, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import { getCountries, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'
import { ok } from '../../domain/kernel/errors.ts'
import type { Question } from '../../domain/questions/question.ts'
import { regionOf } from '../parsing/locale.ts'
import { memoize } from '../parsing/memoize.ts'
import { plainDigits, withoutInvisible } from '../parsing/plain-text.ts'
import { excerpt, refuse, refuseDoubtful } from '../refusal.ts'
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

/** Letters on the keys of a telephone (ITU-T E.161). */
const KEYS = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

const readPhone: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 60)
  if (!typed.ok) return typed
  const { form, locale, zone } = context
  const text = plainDigits(withoutInvisible(typed.value))
    .replace(/^tel:/i, '')
    .replace(/^00(?=[1-9])/, '+')
  const number = validNumber(text, regionOf(locale)) ?? (form === 'wire' ? undefined : validNumberIn(text, zone))
  if (number !== undefined) return ok(wireOf(number))
  if (SHORT.test(text)) return form === 'wire' ? ok(text) : refuseDoubtful(question, context, typed.value, short(text))
  const spelled = /^[+\d(][\d ().-]*[a-z]{3}[a-z\d -]*$/i.test(text)
    ? validNumber(text.replaceAll(/[a-z]/gi, keyOf), regionOf(locale))
    : undefined
  if (spelled !== undefined && form !== 'wire')
    return refuseDoubtful(question, context, typed.value, {
      wire: wireOf(spelled),
      shown: spelled.formatInternational(),
    })
  return refuse(question, context, `“${excerpt(typed.value)}” is no telephone number that can be called. ${ABROAD}`)
}

/** An emergency or service number, which has no international form. */
const SHORT = /^\d{3,6}$/
const short = (text: string) => ({ wire: text, shown: `the short number ${text}` })

const keyOf = (letter: string): string => String(KEYS.findIndex((letters) => letters.includes(letter.toLowerCase())))

/** E.164, with the extension as in RFC 3966. */
const wireOf = ({ number, ext }: PhoneNumber): string => (ext === undefined ? number : `${number};ext=${ext}`)

function validNumber(text: string, region: string | undefined): PhoneNumber | undefined {
  const number = region === undefined ? undefined : parseNumber(text, region)
  return number?.isValid() === true ? number : undefined
}

/** In the notation of a country of the time zone: a browser's language does not say where its person is. */
const validNumberIn = (text: string, zone: string): PhoneNumber | undefined =>
  regionsOfZone(zone)
    .map((region) => validNumber(text, region))
    .find((number) => number !== undefined)

const zonesOf = (region: string): readonly string[] => {
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & {
    readonly timeZones?: readonly string[]
    getTimeZones?(): readonly string[]
  }
  return locale.getTimeZones?.() ?? locale.timeZones ?? []
}

const regionsOfZone = memoize((zone): readonly string[] =>
  getCountries().filter((country) => zonesOf(country).includes(zone)),
)

/** As the question's format says: the international notation (`+49 30 123456`), or the one of the number's country. */
function printPhone({ format }: Question, wire: string): string {
  const number = parseNumber(wire, 'US')
  if (number === undefined || !wire.startsWith('+')) return wire
  return format === 'national' ? number.formatNational() : number.formatInternational()
}

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
  print: textPrinter(printPhone),
  sample: (_, locale) => sampleIn(locale)[0],
  example: textPrinter((_, e164, locale) => (e164 === sampleIn(locale)[0] ? sampleIn(locale)[1] : e164)),
  schema: () => ({ type: 'string', pattern: '^([+][0-9]{5,15}(;ext=[0-9]{1,11})?|[0-9]{3,6})$' }),
}
