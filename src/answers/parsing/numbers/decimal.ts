/** Decimal numbers as text, exact at any length: numbers and money never pass through floating point. */

/** The most digits of a number; more are taken for a typing error. */
export const MAX_DIGITS = 40

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/** `-0012.50` → `-12.5`, `-0` → `0`; undefined for text that is no plain decimal, or too long. */
export function canonicalDecimal(text: string): string | undefined {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text) ?? []
  const digits = withoutLeadingZeros(whole)
  const decimals = withoutTrailingZeros(fraction)
  if (whole === '' || digits.length + decimals.length > MAX_DIGITS) return undefined
  const plain = decimals === '' ? digits : `${digits}.${decimals}`
  return plain === '0' ? plain : sign + plain
}

/** A JSON number as a canonical decimal without exponent; undefined where it is not finite or too long. */
export function decimalOfNumber(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const shift = Number(exponent)
  if (Math.abs(shift) > MAX_DIGITS) return undefined
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.')
  const point = whole.length + shift
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, '0')
  const at = Math.max(1, point)
  return canonicalDecimal(`${sign}${digits.slice(0, at)}.${digits.slice(at)}0`)
}

/** The number of decimals. */
export const decimalsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0

/** The decimal times a power of ten, which may be negative; undefined where that gets too long. */
export function shiftDecimal(decimal: string, exponent: number): string | undefined {
  const sign = decimal.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = decimal.slice(sign.length).split('.')
  const padded = `${'0'.repeat(Math.max(0, -exponent))}${whole}`
  const digits = padded + fraction.padEnd(exponent, '0')
  const point = padded.length + exponent
  return canonicalDecimal(`${sign}${digits.slice(0, point)}.${digits.slice(point)}0`)
}

/** Negative, zero or positive, as `one` is less than, equal to or more than `other`; both canonical. */
export function compareDecimals(one: string, other: string): number {
  const scale = Math.max(decimalsOf(one), decimalsOf(other))
  const difference = toScaledInteger(one, scale) - toScaledInteger(other, scale)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}

function toScaledInteger(decimal: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}

function withoutLeadingZeros(digits: string): string {
  let at = 0
  while (at < digits.length - 1 && digits[at] === '0') at++
  return digits.slice(at)
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits[end - 1] === '0') end--
  return digits.slice(0, end)
}
