/** What the default of a question must be, by the wire form of its kind's answers. */

/** The part of a choice that the check needs. */
interface DefaultChoice {
  readonly value: string
}

/** A check of default values, with its requirement in words. */
export interface DefaultRule {
  /** The end of “the default must be …”. */
  readonly mustBe: string
  isValid(value: unknown, choices: readonly DefaultChoice[]): boolean
}

const textRule = (mustBe: string, isValid: (text: string) => boolean): DefaultRule => ({
  mustBe,
  isValid: (value) => typeof value === 'string' && isValid(value),
})

const isChoice = (choices: readonly DefaultChoice[], value: unknown): boolean =>
  choices.some((choice) => choice.value === value)

/** A decimal number of at most 60 characters. */
export const isDecimal = (text: string): boolean => text.length <= 60 && /^-?\d+(\.\d+)?$/.test(text)

/** A calendar day that exists, `2026-11-21`. */
export function isDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** The rules by wire form. */
export const DEFAULT_RULES = {
  line: textRule('one line of text', (text) => text.trim() !== '' && !/[\r\n]/.test(text)),
  lines: textRule('text', (text) => text.trim() !== ''),
  decimal: textRule('a decimal number in quotes, such as "1250.5"', isDecimal),
  amount: textRule('an amount in quotes, such as "1250.5"', isDecimal),
  integer: textRule('a whole number in quotes, such as "12"', (text) => /^-?\d{1,30}$/.test(text)),
  date: textRule('a date such as 2026-11-21', isDate),
  boolean: { mustBe: 'true or false', isValid: (value) => typeof value === 'boolean' },
  choice: { mustBe: 'the value of one of the choices', isValid: (value, choices) => isChoice(choices, value) },
  choices: {
    mustBe: 'an array of values of the choices',
    isValid: (value, choices) => Array.isArray(value) && value.every((one) => isChoice(choices, one)),
  },
  email: textRule('an e-mail address', (text) => text.length <= 254 && /^[^\s@]+@[^\s@]+$/.test(text)),
  link: textRule(
    'an address that begins with https://, http:// or mailto:',
    (text) => URL.canParse(text) && /^(https?|mailto):/i.test(text),
  ),
  phone: textRule('a number such as +493012345678', (text) => /^(\+\d{5,15}(;ext=\d{1,11})?|\d{3,6})$/.test(text)),
} as const satisfies Readonly<Record<string, DefaultRule>>
