/**
 * All that DocGen says in Slack, in the reader's language: English is complete, other languages fall back to it message
 * by message.
 */
import { languageOf } from '../../../../../answers/parsing/locale.ts'
import { english, type English, type Translation } from './english.ts'
import { german } from './german.ts'
import { createFormats, type LanguageFormats } from './speech.ts'

/** Plain sentences without markup; the views lay them out and escape what people wrote. */
export type Texts = English & LanguageFormats

const TRANSLATIONS: Readonly<Record<string, Translation>> = { de: german }

const cache = new Map<string, Texts>()

/**
 * The catalogue for a locale, a BCP 47 tag from Slack (`de-DE`); anything unknown is spoken to in English, with its own
 * dates and numbers.
 */
export function textsFor(locale: string): Texts {
  const speech = createFormats(locale)
  const known = cache.get(speech.locale)
  if (known !== undefined) return known
  const texts: Texts = { ...speech, ...english(speech), ...TRANSLATIONS[languageOf(speech.locale)]?.(speech) }
  if (cache.size >= 200) cache.clear()
  cache.set(speech.locale, texts)
  return texts
}
