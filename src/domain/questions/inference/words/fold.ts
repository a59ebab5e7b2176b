/** Words as they are compared: in lower case and without accents. Japanese keeps its voicing marks. */

/** `Prénom` → `prenom`, `Straße` → `strasse`. */
export const fold = (word: string): string => (/^[a-z0-9]*$/.test(word) ? word : withoutAccents(word))

const withoutAccents = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')

/** The ways in which a word is written without its accents: `Gebühr` as `gebuhr` and as `gebuehr`. */
export function spellingsOf(word: string): string[] {
  const german = word.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue')
  return [...new Set([fold(word), fold(german)])]
}
