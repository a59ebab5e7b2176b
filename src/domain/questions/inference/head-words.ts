/** The kind that the head word of a name suggests, in English and German. */
import type { Kind } from '../question.ts'

/** A set of the words in a text. */
export const wordSet = (words: string): ReadonlySet<string> => new Set(words.split(' '))

/** Kinds with the head words that suggest them. */
const HEADS: readonly (readonly [Kind, ReadonlySet<string>])[] = [
  ['date', wordSet('date dates birthday birthdate dob deadline today datum daten geburtstag stichtag frist')],
  ['email', wordSet('email emails mail mailadresse emailadresse')],
  [
    'phone',
    wordSet(
      'phone telephone mobile cell cellphone fax tel telefon handy mobil telefax telefonnummer ' +
        'handynummer mobilnummer faxnummer rufnummer',
    ),
  ],
  ['link', wordSet('url urls uri website link links homepage webpage webseite')],
  [
    'money',
    wordSet(
      'amount price total subtotal fee fees rent salary deposit cost costs balance payment wage wages ' +
        'income premium budget tax ' +
        'betrag preis summe gesamt gesamtsumme miete gehalt kaution gebühr gebühren gebuehr kosten lohn ' +
        'honorar entgelt',
    ),
  ],
  [
    'integer',
    wordSet(
      'quantity qty count age days weeks months years nights minutes pages copies anzahl menge tage ' +
        'wochen monate jahre nächte stück stueck seiten',
    ),
  ],
  ['number', wordSet('hours percent percentage rate sqm stunden prozent prozentsatz quadratmeter')],
  [
    'long_text',
    wordSet(
      'description notes note comments comment reason reasons body details message paragraph ' +
        'paragraphs summary explanation remarks address ' +
        'beschreibung bemerkung bemerkungen notizen begründung begruendung nachricht kommentar anmerkung ' +
        'anmerkungen adresse anschrift',
    ),
  ],
]

/** German compounds end in their head: `vertragsdatum`, `nettobetrag`. */
const COMPOUNDS: readonly (readonly [Kind, readonly string[]])[] = [
  ['date', ['datum']],
  ['money', ['betrag', 'preis', 'miete', 'gebühr', 'gebuehr', 'kosten', 'summe', 'kaution', 'gehalt']],
  ['long_text', ['beschreibung', 'begründung', 'begruendung', 'anschrift', 'adresse']],
]

/** The kind that a head word suggests; text for an unknown word. */
export function headKind(word: string): Kind {
  for (const [kind, heads] of HEADS) if (heads.has(word)) return kind
  for (const [kind, ends] of COMPOUNDS) if (ends.some((end) => word.endsWith(end))) return kind
  return 'text'
}
