/** German: the kinds of questions. */
import type { Kind } from '../../../../../domain/questions/question.ts'
import type { KindTexts } from './english-kinds.ts'

export const GERMAN_KINDS: Readonly<Record<Kind, KindTexts>> = {
  text: {
    name: 'Text, eine Zeile',
    accepted: 'eine Zeile Text',
    how_to: 'Schreiben Sie die Antwort in diesen Thread.',
  },
  long_text: {
    name: 'Text, mehrere Zeilen',
    accepted: 'einen Text, gern über mehrere Zeilen',
    how_to: 'Schreiben Sie die Antwort in diesen Thread, gern über mehrere Zeilen.',
  },
  number: {
    name: 'Zahl',
    accepted: 'eine Zahl',
    how_to: 'Schreiben Sie die Zahl in diesen Thread.',
  },
  integer: {
    name: 'Ganze Zahl',
    accepted: 'eine ganze Zahl',
    how_to: 'Schreiben Sie die Zahl in diesen Thread.',
  },
  money: {
    name: 'Geldbetrag',
    accepted: 'einen Geldbetrag',
    how_to: 'Schreiben Sie den Betrag in diesen Thread.',
  },
  date: {
    name: 'Datum',
    accepted: 'ein Datum',
    how_to: 'Wählen Sie einen Tag, oder schreiben Sie ihn: auch „morgen“ oder „in zwei Wochen“.',
  },
  yes_no: {
    name: 'Ja oder nein',
    accepted: 'ja oder nein',
    how_to: 'Klicken Sie, oder schreiben Sie ja oder nein.',
  },
  one_of: {
    name: 'Eine von mehreren Möglichkeiten',
    accepted: 'eine der Möglichkeiten, mit Namen',
    how_to: 'Wählen Sie, oder schreiben Sie den Namen.',
  },
  some_of: {
    name: 'Mehrere Möglichkeiten',
    accepted: 'die passenden Möglichkeiten, mit Namen und Kommas dazwischen',
    how_to: 'Wählen Sie, was zutrifft, oder schreiben Sie die Namen mit Kommas dazwischen.',
  },
  email: {
    name: 'E-Mail-Adresse',
    accepted: 'eine E-Mail-Adresse',
    how_to: 'Schreiben Sie die E-Mail-Adresse in diesen Thread.',
  },
  link: {
    name: 'Webadresse',
    accepted: 'eine Webadresse',
    how_to: 'Schreiben Sie die Adresse in diesen Thread.',
  },
  phone: {
    name: 'Telefonnummer',
    accepted: 'eine Telefonnummer',
    how_to: 'Schreiben Sie die Nummer in diesen Thread.',
  },
  image: {
    name: 'Bild',
    accepted: 'ein Bild (PNG oder JPEG)',
    how_to: 'Legen Sie ein Bild (PNG oder JPEG) in diesen Thread.',
  },
  list: {
    name: 'Liste',
    accepted: 'die Einträge der Liste',
    how_to: 'Fügen Sie die Einträge einzeln hinzu.',
  },
}
