/** Separates a number from its sign and the text around it. */
import { plainDigits, plainSeparators } from '../plain-text.ts'

export interface SplitNumber {
  readonly negative: boolean
  readonly before: string
  readonly body: string
  readonly after: string
}

/**
 * Splits a number: `-€ 1.250,00` → negative, `€`, `1.250,00`. In parentheses it is negative, as accountants write it.
 * Undefined where there is no digit.
 */
export function splitNumber(text: string): SplitNumber | undefined {
  const signed = plainDigits(plainSeparators(text))
    .replaceAll(/[\u2010-\u2015\u2212\uFE63\uFF0D]/g, '-')
    .trim()
  const inParentheses =
    /^\(([^()+-]+)\)$/.exec(signed)?.[1] ??
    /^(?:\(([^()+-]+)\)( ?\D+)|(\D+ ?)\(([^()+-]+)\))$/.exec(signed)?.slice(1).join('')
  const plain = inParentheses ?? signed
  let start = plain.search(/\d/)
  if (start === -1) return undefined
  // `$.50` is half a dollar; after letters the point is that of an abbreviation, `Fr.50`.
  if (/(?:^|[\s+\-\p{Sc}])[.,]$/u.test(plain.slice(0, start))) start--
  let end = plain.length
  while (!/\d/.test(plain[end - 1] ?? '0')) end--
  const body = plain.slice(start, end)
  if (!/^[\d.,' ]+$/.test(body)) return undefined
  let before = plain.slice(0, start).trim()
  const sign = /^[+-]/.exec(before)?.[0] ?? /[+-]$/.exec(before)?.[0]
  if (sign !== undefined) before = (before.startsWith(sign) ? before.slice(1) : before.slice(0, -1)).trim()
  return { negative: sign === '-' || inParentheses !== undefined, before, body, after: plain.slice(end).trim() }
}
