/** Dutch words of variable names. */
import type { LanguageWords } from './language-words.ts'

export const DUTCH: LanguageWords = {
  head: 'last',
  bothOrders: true,
  parties:
    'huurder verhuurder koper verkoper klant werkgever werknemer bedrijf leverancier opdrachtgever opdrachtnemer ' +
    'eigenaar schuldenaar schuldeiser borgsteller getuige notaris makler partner ontvanger afzender medewerker ' +
    'contactpersoon patient student',
  kinds: {
    date: 'datum begindatum einddatum ingangsdatum geboortedatum vervaldatum ingang vervaldag',
    email: 'mail mailadres emailadres',
    phone: 'telefoon telefoonnummer mobiel mobielnummer gsm faxnummer',
    link: 'webadres',
    money:
      'bedrag prijs huur huurprijs salaris loon borg borgsom waarborgsom vergoeding totaal subtotaal som kosten ' +
      'tarief honorarium koopprijs voorschot boete saldo omzet aanbetaling toeslag premie koopsom',
    integer: 'aantal dagen weken maanden jaren leeftijd nachten stuks',
    number: 'uren percentage procent rente rentepercentage',
    long_text:
      'adres omschrijving beschrijving opmerking opmerkingen toelichting reden redenen bericht samenvatting ' +
      'notitie notities bepalingen voorwaarden afspraken werkzaamheden motivering bijzonderheden',
    text:
      'naam namen voornaam achternaam nummer nr plaats woonplaats stad land postcode straat huisnummer type ' +
      'soort termijn duur periode titel beroep functie nationaliteit kenmerk btw kvk bsn bank rekening maand ' +
      'jaar dag tijd tijden wijze gegevens data adressen oppervlakte',
  },
  endings: {
    date: 'datum',
    email: 'mailadres',
    link: 'link',
    phone: 'telefoonnummer telefoon',
    money: 'bedrag prijs kosten huur salaris loon vergoeding borgsom uurtarief dagtarief toeslag koopsom',
    integer: 'aantal leeftijd',
    number: 'percentage',
    long_text: 'adres omschrijving beschrijving opmerking opmerkingen toelichting voorwaarden bepalingen',
    text: 'naam nummer termijn gegevens ipadres tijden plaats kenmerk geslacht',
  },
  spelled: 'letters woorden',
  onlyWith: [
    { kind: 'date', heads: 'tot vanaf', words: 'geldig' },
    { kind: 'email', heads: 'adres', words: 'email mail' },
    { kind: 'phone', heads: 'nummer nr', words: 'telefoon mobiel tel gsm fax' },
    { kind: 'link', heads: 'adres', words: 'web internet' },
    { kind: 'integer', heads: 'dagen', alone: true, words: 'vakantie aantal opzeg' },
  ],
  notWith: [
    { heads: 'adres', words: 'ip mac' },
    { heads: 'datum', words: 'datum_formaat datum_plaats datum_tijd datum_periode datum_naam datum_soort datum_type' },
    { heads: 'uren', words: 'openings kantoor' },
  ],
  of: 'van de het voor',
  per: 'per',
  times: 'uur dag nacht week maand jaar persoon',
  and: 'en of',
  counts: 'aantal',
  numberOf: 'aantal',
  tails: 'netto bruto euro eur totaal excl incl',
  yesNo: 'is heeft zijn',
  on: 'op',
  participle: /^(?:ge|uit|onder|op|af|in|aan|ver|be|over)\w+[dtn]$/,
  other:
    'huurder verhuurder huur koper verkoper klant werkgever werknemer bedrijf factuur contract overeenkomst ' +
    'geboorte betaling levering ondertekening getekend begin eind einde maandelijkse jaarlijkse nieuwe oude ' +
    'eerste laatste totaal bruto netto servicekosten met zonder van de het een kamers woning kinderen',
}
