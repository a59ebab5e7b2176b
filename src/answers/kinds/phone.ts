/**
 * Telephone numbers, written in any way that is usual in the region of the locale or with a country code; kept as
 * E.164.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'
import { ok } from '../../domain/kernel/errors.ts'
import { plainDigits, regionOf } from '../parsing/locale.ts'
import { excerpt, refuse, type AnswerReader } from '../refusal.ts'
import { readTyped } from '../parsing/typed.ts'

export const readPhone: AnswerReader<string> = (question, raw, context) => {
  const typed = readTyped(question, raw, context, 60)
  if (!typed.ok) return typed
  const number = parse(
    plainDigits(typed.value.replace(/^tel:/i, '').replace(/^00(?=[1-9])/, '+')),
    regionOf(context.locale),
  )
  if (number === undefined || !number.isValid()) {
    return refuse(
      question,
      context,
      `“${excerpt(typed.value)}” is no telephone number that can be called. Begin with + and the country code if it is abroad.`,
    )
  }
  if (number.ext !== undefined)
    return refuse(question, context, 'An extension cannot be kept with the number. Please leave it out.')
  return ok(number.number)
}

/** A telephone number as people read it: `+49 30 123456`. What is no number comes back as it is. */
export const printPhone = (e164: string): string => parse(e164, 'US')?.formatInternational() ?? e164

function parse(text: string, region: string): PhoneNumber | undefined {
  try {
    return parsePhoneNumberFromString(text, { defaultCountry: region as CountryCode, extract: false })
  } catch {
    return undefined
  }
}
