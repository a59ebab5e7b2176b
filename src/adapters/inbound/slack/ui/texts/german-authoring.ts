/** German: making a template from a file. What is missing here is said in English. */
import type { Kind } from '../../../../../domain/questions/question.ts'
import type { Translation } from './english.ts'

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  text: 'Text, eine Zeile',
  long_text: 'Text, mehrere Zeilen',
  number: 'Zahl',
  integer: 'Ganze Zahl',
  money: 'Geldbetrag',
  date: 'Datum',
  yes_no: 'Ja oder nein',
  one_of: 'Eine von mehreren Möglichkeiten',
  some_of: 'Mehrere Möglichkeiten',
  email: 'E-Mail-Adresse',
  link: 'Webadresse',
  phone: 'Telefonnummer',
  image: 'Bild',
  list: 'Liste',
}

/** The German texts for authors. */
export const authoringInGerman: Translation = () => ({
  kind_name: (kind) => KIND_NAMES[kind],
  authors_only:
    'Danke für die Datei. Vorlagen legen hier Autoren an: Bitten Sie die Betreiber von DocGen, Sie dazu zu machen.',
  publish: 'Veröffentlichen',
  optional_short: 'freiwillig',
})
