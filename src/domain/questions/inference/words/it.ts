/** Italian words of variable names. */
import type { LanguageWords } from './language-words.ts'

export const ITALIAN: LanguageWords = {
  head: 'first',
  parties:
    'locatore conduttore cliente azienda ditta lavoratore datore acquirente venditore inquilino proprietario ' +
    'fornitore debitore creditore garante testimone notaio avvocato socio rappresentante paziente padre madre ' +
    'coniuge destinatario mittente utente dipendente committente appaltatore società referente',
  kinds: {
    date: 'data scadenza decorrenza nascita inizio',
    email: 'posta mail pec',
    phone: 'telefono cellulare',
    link: 'sito collegamento',
    money:
      'importo prezzo totale canone affitto costo stipendio retribuzione caparra cauzione deposito saldo somma ' +
      'compenso corrispettivo tariffa onorario subtotale budget penale indennizzo rata acconto spese imponibile ' +
      'pigione valore ral',
    integer: 'quantità età qta giorni mesi anni settimane notti',
    number: 'percentuale tasso aliquota',
    long_text:
      'indirizzo domicilio residenza descrizione commento commenti osservazioni note nota motivo motivazione ' +
      'messaggio riassunto dettagli clausola clausole condizioni obblighi oggetto mansioni',
    text:
      'nome comune sede nomi cognome numero num città codice paese tipo modo forma luogo termine durata periodo ' +
      'titolo stato professione ruolo qualifica nazionalità riferimento valuta mese giorno anno ora ore orario ' +
      'metodo modalità banca conto partita cap provincia date telefoni importi prezzi iva superficie ragione',
  },
  spelled: 'lettere parole',
  onlyWith: [
    { kind: 'date', heads: 'fino', words: 'valido valida' },
    { kind: 'money', heads: 'pagamento', words: 'mensile annuo annuale totale importo' },
    { kind: 'phone', heads: 'numero num', words: 'telefono cellulare fax telefonico' },
    { kind: 'email', heads: 'indirizzo posta', words: 'email mail pec elettronica elettronico' },
    { kind: 'link', heads: 'sito indirizzo pagina', words: 'web internet' },
    { kind: 'text', heads: 'indirizzo', words: 'ip mac' },
    { kind: 'number', heads: 'ore', words: 'settimanali lavorate straordinarie mensili totali' },
    {
      kind: 'integer',
      heads: 'durata preavviso mesi giorni anni',
      words: 'mesi giorni anni settimane preavviso ferie',
    },
    { kind: 'date', heads: 'fine', words: 'contratto locazione rapporto lavori periodo' },
  ],
  notWith: [
    { heads: 'data', words: 'ora luogo e' },
    { heads: 'inizio', words: 'ora orario' },
    { heads: 'giorni mesi', words: 'lavorativi pagamento settimana lavoro apertura consegna' },
    { heads: 'posta', words: 'raccomandata' },
  ],
  of: 'di del della dello dei delle degli d',
  numberOf: 'numero num',
  countable: 'mesi giorni anni figli stanze rate persone camere copie vani pagine ore occupanti settimane',
  per: 'per al',
  times: 'ora giorno notte settimana mese anno persona',
  and: 'e o',
  general: 'data importo percentuale telefono indirizzo nome tipo numero durata termine',
  front: 'scadenza decorrenza nascita inizio',
  yesNo: 'ha sono',
  on: 'il',
  participle: /[aiu]t[oa]$/,
  other:
    'locatore conduttore contratto firma firmato mensile annuo azienda cliente lavoratore fattura pagamento ' +
    'nascita inizio fine termine garanzia elettronica acquirente venditore inquilino immobile unitario lordo ' +
    'netto in un una per con senza consegna emissione validità assunzione fiscale sociale veicolo nato nata ' +
    'servizio prodotto ordine evento preventivo studio',
}
