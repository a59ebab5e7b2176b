/**
 * Small words that stand before or after a date and do not change the day: `zum 31.12.2026`, `as of 1 May`, `5.6.2027
 * alkaen`.
 */
import { languageOf } from '../../locale.ts'
import { plainPhrase } from '../../plain-text.ts'
import { memoize } from '../../memoize.ts'

/** “By”, “bis”, “until” are left out: whether the day itself counts is for the person to say. */
const BEFORE: Readonly<Record<string, string>> = {
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

/** The same after the date, where languages say so; “until” is left out here, too. */
const AFTER: Readonly<Record<string, string>> = {
  en: 'onwards|onward',
  fi: 'alkaen|lähtien',
  hi: 'से',
  hu: '-tól|-től|napjától|napjától kezdve|-án|-én|-jén',
  ja: 'から|より|以降|付け|付',
  ko: '부터',
  tr: 'itibaren|tarihinden itibaren|tarihinde|tarihinden',
  yue: '起|開始',
  zh: '起|开始|開始',
}

const wordsOf = memoize((language) => {
  const list = (words: Readonly<Record<string, string>>) =>
    [words[language], words['en']]
      .flatMap((said) => said?.split('|') ?? [])
      .map((word) => plainPhrase(word))
      .toSorted((one, other) => other.length - one.length)
  return {
    before: list(BEFORE).map((word) => (word.endsWith("'") ? word : `${word} `)),
    after: list(AFTER).map((word) => (UNSPACED.test(word) ? word : ` ${word}`)),
  }
})

/** Scripts that put no space between words, and suffixes. */
const UNSPACED = /^[-\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u

/** The text without such words, where a date with digits is left; otherwise the text unchanged. */
export function withoutWordsAround(text: string, locale: string): string {
  const phrase = plainPhrase(text)
  const { before, after } = wordsOf(languageOf(locale))
  const prefix = before.find((one) => phrase.startsWith(one))
  const suffix = after.find((one) => phrase.endsWith(one))
  const rest = phrase.slice(prefix?.length ?? 0, phrase.length - (suffix?.length ?? 0)).trim()
  return rest.length < phrase.length && /\d/.test(rest) ? rest : text
}
