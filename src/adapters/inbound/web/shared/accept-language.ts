/** The locale that an `Accept-Language` header asks for. */
import { parseAccept } from 'hono/utils/accept'

/** A longer header is not read. */
const MAX_HEADER = 1000

/** The first of the languages, in the order of their weights, that is known; undefined where there is none. */
export function acceptedLocale(header: string | undefined): string | undefined {
  if (header === undefined || header.length > MAX_HEADER) return undefined
  return parseAccept(header)
    .filter(({ q, type }) => q > 0 && type !== '*')
    .map(({ type }) => knownLocale(type))
    .find((locale) => locale !== undefined)
}

function knownLocale(tag: string): string | undefined {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(new Intl.Locale(tag).baseName)[0]
  } catch {
    return undefined
  }
}
