/** Small words that stand before a date and do not change the day: `zum 31.12.2026`, `le 5 juin`, `as of 1 May`. */
import { languageOf } from '../locale.ts'
import { plainPhrase } from '../plain-text.ts'
import { memoize } from '../memoize.ts'

/** “By”, “bis”, “until” are left out: whether the day itself counts is for the person to say. */
const WORDS: Readonly<Record<string, string>> = {
  en: 'on|on the|the|as of|dated|effective|from|since|as from',
  de: 'zum|am|den|der|vom|ab|ab dem|ab den|seit|seit dem|per|datum|dem',
  fr: "le|au|du|en date du|à partir du|à compter du|dès le|l'",
  es: 'el|al|del|el día|a partir del|desde el|con fecha|día',
  it: "il|al|dal|dall'|l'|dell'|del|in data|a partire dal|addì|lì",
  pt: 'em|no dia|dia|o|ao|a partir de|desde|aos',
  nl: 'op|per|de|vanaf|van|ingaande|dd|d.d.|sinds',
  sv: 'den|från|från den|per|fr.o.m.|fr o m',
  da: 'den|fra|fra den|per|pr.|pr|d.',
  nb: 'den|fra|fra den|per|pr.',
  fi: 'alkaen',
  pl: 'dnia|od|z dnia|w dniu|od dnia',
  cs: 'dne|od|ke dni|ze dne',
  ru: 'с|от',
  uk: 'з|від',
  vi: 'ngày|từ ngày',
  id: 'tanggal|pada|pada tanggal|per|mulai',
}

const prefixes = memoize((language): readonly string[] =>
  [WORDS[language] ?? '', WORDS['en'] ?? '']
    .flatMap((words) => words.split('|'))
    .filter((word) => word !== '')
    .map((word) => (word.endsWith("'") ? plainPhrase(word) : `${plainPhrase(word)} `))
    .sort((one, other) => other.length - one.length),
)

/** The text without such words, where a date with digits follows; otherwise the text unchanged. */
export function withoutWordsBefore(text: string, locale: string): string {
  const phrase = plainPhrase(text)
  const language = languageOf(locale) === 'no' ? 'nb' : languageOf(locale)
  const prefix = prefixes(language).find((one) => phrase.startsWith(one))
  if (prefix === undefined) return text
  const rest = phrase.slice(prefix.length)
  return /\d/.test(rest) ? rest : text
}
