/** The language of a document: a BCP 47 tag. Dates, numbers, yes and no print by it, whoever answers. */
import { fail, ok, type Result } from '../kernel/errors.ts'

/** In characters. RFC 5646 (§ 4.4.1): every tag without extensions fits. */
export const MAX_LANGUAGE_LENGTH = 35

/** The tag in canonical form; undefined unless its language, script and region are known. Extensions are not taken. */
export function canonicalLanguage(tag: string): string | undefined {
  if (tag.length > MAX_LANGUAGE_LENGTH) return undefined
  try {
    const locale = new Intl.Locale(tag)
    const { baseName, script, region } = locale
    const isKnown =
      Intl.DateTimeFormat.supportedLocalesOf(baseName).length > 0 &&
      isNamed('script', script) &&
      isNamed('region', region)
    return isKnown && locale.toString() === baseName ? baseName : undefined
  } catch {
    return undefined
  }
}

/** Codes that CLDR names, though they stand for nothing. */
const NOWHERE = new Set(['ZZ', 'Zzzz'])

const isNamed = (type: 'script' | 'region', code: string | undefined): boolean =>
  code === undefined ||
  (!NOWHERE.has(code) && new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code) !== undefined)

/** The tag in canonical form, or `unprocessable` with the field's name and what to write. */
export function checkLanguage(tag: string, field = 'language'): Result<string> {
  const known = canonicalLanguage(tag.trim())
  return known === undefined
    ? fail('unprocessable', `“${tag.slice(0, MAX_LANGUAGE_LENGTH)}” is no language that is known here. ${HOW}`, {
        field,
      })
    : ok(known)
}

const HOW = 'Write a language tag (BCP 47) like de-DE, en-GB or fr.'

/** As `checkLanguage`; undefined for a language that was left out, which an empty text is, too. */
export const checkGivenLanguage = (tag: string | undefined, field?: string): Result<string | undefined> =>
  tag === undefined || tag.trim() === '' ? ok(undefined) : checkLanguage(tag, field)

/** What a template version says of its language. */
export interface VersionLanguage {
  /** The author's word. */
  readonly language?: string | undefined
  /** What the file says. */
  readonly file_language?: string | undefined
}

/** The language of a document: the author's word, what the file says, the service's default, else the person's. */
export const documentLanguage = (
  { language, file_language }: VersionLanguage,
  { standard, person }: { readonly standard: string | undefined; readonly person: string },
): string => language ?? file_language ?? standard ?? person

/** Whether two tags mean one language in one region: `de` is `de-DE`. */
export const isSameLanguage = (one: string, other: string): boolean => one === other || whole(one) === whole(other)

function whole(tag: string): string {
  try {
    return new Intl.Locale(tag).maximize().baseName
  } catch {
    return tag
  }
}

/** The name of a language in words, by default English: `German (Germany)`. */
export function languageName(tag: string, locale = 'en'): string {
  try {
    return new Intl.DisplayNames([locale, 'en'], { type: 'language', languageDisplay: 'standard' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
