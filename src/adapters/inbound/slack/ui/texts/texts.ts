/** All texts of DocGen in Slack, in the reader's language. Missing translations fall back to English. */
import { languageOf, safeLocale } from '../../../../../answers/parsing/locale.ts'
import { english, type English, type Translation } from './english.ts'
import { german } from './german.ts'
import { createFormats, type LanguageFormats } from './language-formats.ts'

/** Plain sentences without markup; the views lay them out and escape what people wrote. */
export type Texts = English & LanguageFormats

const TRANSLATIONS: Readonly<Record<string, Translation>> = { de: german }

const cache = new Map<string, Texts>()

/**
 * The texts for a locale (BCP 47, such as `de-DE`). An unknown language gets English texts with its own dates and
 * numbers.
 */
export function textsFor(locale: string): Texts {
  const own = languageOf(safeLocale(locale))
  const formats = createFormats(locale, own in TRANSLATIONS ? own : 'en')
  const known = cache.get(formats.locale)
  if (known !== undefined) return known
  const texts: Texts = { ...formats, ...english(formats), ...TRANSLATIONS[languageOf(formats.locale)]?.(formats) }
  if (cache.size >= 200) cache.clear()
  cache.set(formats.locale, texts)
  return texts
}
