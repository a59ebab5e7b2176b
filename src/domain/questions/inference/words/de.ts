/** German words of variable names. */
import type { LanguageWords } from './language-words.ts'

export const GERMAN: LanguageWords = {
  head: 'last',
  bothOrders: true,
  parties:
    'firma unternehmen mieter vermieter käufer verkäufer kunde kundin auftraggeber auftragnehmer arbeitgeber ' +
    'arbeitnehmer absender empfänger geschäftsführer gericht anwalt person gläubiger schuldner mitarbeiter ' +
    'bewerber makler eigentümer bürge pächter verpächter zeuge notar partner vertreter ansprechpartner lieferant ' +
    'patient gast teilnehmer',
  kinds: {
    date: 'datum stichtag geburtstag beginn heute fälligkeit geboren',
    email: 'mail mailadresse emailadresse',
    phone: 'telefon handy mobil festnetz mobiltelefon',
    link: 'webseite internetseite internetadresse webadresse',
    money:
      'betrag preis summe gesamt gesamtsumme miete gehalt kaution gebühr gebühren kosten lohn honorar entgelt ' +
      'rechnungsbetrag vergütung rabattbetrag guthaben saldo anzahlung nachzahlung schulden forderung umsatz ' +
      'provisionsbetrag unterhalt pauschale prämie zuschuss netto brutto pacht mahngebühr streitwert',
    integer: 'anzahl menge tage wochen monate jahre nächte stück seiten alter personen kinder',
    number: 'stunden prozent prozentsatz zinssatz steuersatz quadratmeter faktor kilometer',
    long_text:
      'beschreibung bemerkung bemerkungen notiz notizen begründung nachricht kommentar kommentare anmerkung ' +
      'anmerkungen adresse anschrift hinweis hinweise zusammenfassung erläuterung erläuterungen vereinbarung ' +
      'vereinbarungen bedingungen bestimmungen regelungen aufgaben pflichten sachverhalt inhalt mängel schäden ' +
      'gründe grund besonderheiten auflagen tätigkeiten leistungsbeschreibung',
    text:
      'name namen nachname vorname titel nummer nr daten art typ ort stadt plz land strasse hausnummer bank ' +
      'konto zeit uhrzeit zeitraum monat jahr tag woche anrede beruf position währung betreff zeichen ' +
      'aktenzeichen uhr wohnung objekt kennzeichen termin frau herr status stufe klasse kategorie laufzeit ' +
      'dauer zinsen steuer rabatt provision größe fläche telefonnummern preise beträge mails',
  },
  endings: {
    date:
      'datum stichtag geburtstag mietbeginn vertragsbeginn mietende vertragsende laufzeitende nutzungsbeginn ' +
      'fristende fristablauf liefertermin zahlungstermin abgabetermin einzugstermin auszugstermin ' +
      'fertigstellungstermin übergabetermin ausstellungstag arbeitsverhältnisbeginn ausbildungsbeginn ' +
      'projektbeginn projektende ausbildungsende probezeitende kursbeginn versicherungsbeginn eintrittstermin ' +
      'laufzeitbeginn mietanfang vertragsanfang vertragsstart mietstart befristungsende',
    email: 'mailadresse emailadresse',
    phone: 'telefonnummer handynummer mobilnummer faxnummer rufnummer telefon mobiltelefon telnr telefonnr faxnr',
    link: 'webseite internetadresse link',
    money:
      'betrag preis miete gebühr gebühren kosten summe kaution gehalt lohn honorar entgelt pauschale zulage ' +
      'prämie umsatz vergütung anzahlung gutschrift forderung guthaben zuschlag monatsrate kreditrate ' +
      'stundensatz tagessatz verkehrswert streitwert warenwert kaufpreis pacht abschlag zuschuss beihilfe ' +
      'darlehen saldo hausgeld auftragswert gegenstandswert nennwert zuzahlung rente abfindung',
    integer: 'anzahl stückzahl personenzahl zimmerzahl urlaubstage kündigungsmonate seitenzahl teilnehmerzahl',
    number: 'prozentsatz zinssatz steuersatz wochenstunden arbeitsstunden überstunden monatsstunden',
    long_text:
      'grund beschreibung begründung anschrift adresse bemerkung bemerkungen vereinbarung vereinbarungen ' +
      'bestimmungen ' +
      'bedingungen regelungen anmerkungen hinweise hinweis erläuterung zusammenfassung sachverhalt nachricht ' +
      'anmerkung notizen notiz kommentar',
    text:
      'nummer name daten art typ ort frist ipadresse tage termin zeit nr platz bank konto stadt land mieter ' +
      'unternehmen zeichen geber nehmer partner mehrwertsteuer steuer kündigungsfrist sprechstunden ' +
      'öffnungszeiten bankgebührenart gläubiger schuldner inhaber titel bezeichnung straße',
  },
  spelled: 'worten buchstaben',
  onlyWith: [
    { kind: 'date', heads: 'bis ab', words: 'gültig befristet wirksam' },
    { kind: 'phone', heads: 'nummer nr', words: 'telefon tel handy mobil fax telefax rückruf' },
    { kind: 'email', heads: 'adresse', words: 'email mail' },
    { kind: 'link', heads: 'adresse', words: 'web internet' },
    {
      kind: 'integer',
      heads: 'tage wochen monate jahre',
      alone: true,
      words: 'urlaub notice frist anzahl kündigung laufzeit probe',
    },
    { kind: 'date', heads: 'ende', words: 'miete vertrag laufzeit vertrags miet befristung projekt', alone: true },
    { kind: 'date', heads: 'termin', words: 'liefer lieferung zahlung zahlungs abgabe einzug auszug übergabe' },
    { kind: 'date', heads: 'frist', words: 'neue letzte nächste neuer bis', alone: true },
    { kind: 'number', heads: 'satz', words: 'zins steuer mwst prozent ust mehrwertsteuer' },
    { kind: 'money', heads: 'satz', words: 'stunden tages' },
    {
      kind: 'money',
      heads: 'wert',
      words: 'kauf verkehrs waren auftrag auftrags vertrag streit zeit objekt immobilien',
    },
    {
      kind: 'number',
      heads: 'stunden',
      alone: true,
      words: 'anzahl woche wöchentlich monatlich gesamt arbeits überstunden',
    },
  ],
  notWith: [
    { heads: 'adresse', words: 'ip mac' },
    {
      heads: 'datum',
      words:
        'datum_format datum_art datum_ort datum_uhrzeit datum_zeit datum_zeitraum datum_name datum_nummer datum_typ',
    },
    { heads: 'kinder personen', words: 'namen' },
  ],
  of: 'von der des für vom zur zum',
  per: 'pro je',
  times: 'stunde tag nacht woche monat jahr quartal person',
  and: 'und oder',
  numberOf: 'anzahl zahl',
  counts: 'anzahl anz',
  tails: 'einzel netto brutto eur euro chf gesamt fällig monatlich jährlich',
  yesNo: 'ist hat sind wird hatte',
  on: 'am seit',
  participle:
    /^(?:ge|aus|unter|ab|er|ver|be|an|ein|zu)\w+t$|^(?:ge|aus|unter|ab|er|ver|be|an|ein|zu)\w+en$|^fa?e?llig$/,
  other:
    'neue neuer neues alte mieter vermieter miet bank kündigungs kündigung zahlung zahlungserinnerung absender ' +
    'empfänger kontakt kunde kunden rechnung rechnungs vertrag vertrags liefer lieferung arbeit arbeits ' +
    'stellplatz wohnung gesamt monatlich monatliche jährlich kalt warm neben strom firma firmen geburt geburts ' +
    'straße und der die das des am im mit ohne von bis kauf verkauf garage notfall privat geschäftlich erste ' +
    'letzte nächste auftrag angebot steuer versicherung fahrzeug haus zimmer frei gültig ausstellung eintritt ' +
    'austritt einzug auszug übergabe unterschrift',
}
