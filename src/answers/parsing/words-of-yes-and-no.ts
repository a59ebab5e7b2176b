/** Words for yes and no by language. The first of each is the printed one. */

import { languageOf } from './locale.ts'

interface YesNo {
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

const ENGLISH: YesNo = {
  yes: [
    'Yes',
    'y',
    'yep',
    'yeah',
    'yea',
    'yup',
    'ya',
    'sure',
    'ok',
    'okay',
    'true',
    'correct',
    'right',
    'certainly',
    'of course',
    'absolutely',
    'indeed',
    'aye',
  ],
  no: ['No', 'n', 'nope', 'nah', 'nay', 'false', 'not', 'never', 'no way', 'not at all', 'negative'],
}

const YES_AND_NO: Readonly<Record<string, YesNo>> = {
  en: ENGLISH,
  de: {
    yes: ['Ja', 'j', 'jo', 'jawohl', 'jep', 'klar', 'genau', 'stimmt', 'wahr', 'richtig'],
    no: ['Nein', 'nee', 'nö', 'ne', 'nicht', 'falsch'],
  },
  fr: { yes: ['Oui', 'o', 'ouais', 'vrai'], no: ['Non', 'faux'] },
  es: { yes: ['Sí', 'si', 's', 'claro', 'verdadero'], no: ['No', 'falso'] },
  it: { yes: ['Sì', 'si', 's', 'certo', 'vero'], no: ['No', 'falso'] },
  pt: { yes: ['Sim', 's', 'verdadeiro'], no: ['Não', 'nao', 'falso'] },
  nl: { yes: ['Ja', 'j', 'jawel', 'waar'], no: ['Nee', 'neen', 'onwaar'] },
  sv: { yes: ['Ja', 'j', 'jo'], no: ['Nej'] },
  da: { yes: ['Ja', 'j', 'jo'], no: ['Nej'] },
  nb: { yes: ['Ja', 'j', 'jo'], no: ['Nei'] },
  no: { yes: ['Ja', 'j', 'jo'], no: ['Nei'] },
  fi: { yes: ['Kyllä', 'joo', 'k'], no: ['Ei', 'e'] },
  pl: { yes: ['Tak', 't'], no: ['Nie'] },
  cs: { yes: ['Ano', 'a'], no: ['Ne'] },
  ru: { yes: ['Да', 'д', 'ага'], no: ['Нет', 'н', 'не'] },
  uk: { yes: ['Так', 'т'], no: ['Ні', 'н'] },
  tr: { yes: ['Evet', 'e'], no: ['Hayır', 'h'] },
  ja: { yes: ['はい', 'うん'], no: ['いいえ', 'いや'] },
  zh: { yes: ['是', '对', '好', '是的'], no: ['否', '不', '不是'] },
  ko: { yes: ['예', '네', '응'], no: ['아니요', '아니오', '아니'] },
  ar: { yes: ['نعم', 'أجل'], no: ['لا', 'كلا'] },
}

/** The languages with words. */
export const LANGUAGES: readonly string[] = Object.keys(YES_AND_NO)

/** The words of a language; English for an unknown one. */
export const yesAndNoIn = (language: string): YesNo =>
  (Object.hasOwn(YES_AND_NO, language) ? YES_AND_NO[language] : undefined) ?? ENGLISH

/** Yes or no in the locale's language, for documents and reviews; English where the language is not known. */
export function printYesNo(value: boolean, locale: string): string {
  const { yes, no } = yesAndNoIn(languageOf(locale))
  return (value ? yes[0] : no[0]) ?? (value ? 'Yes' : 'No')
}
