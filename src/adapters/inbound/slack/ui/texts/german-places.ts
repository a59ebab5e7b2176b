/** German: starting documents, the picker, the App Home, the slash command and its help. */
import type { NotCarriedReason } from '../../../../../domain/interview/carry-over.ts'
import type { Translation } from './english.ts'

const STATES = {
  asking: 'in Arbeit',
  reviewing: 'bereit zum Erstellen',
  confirmed: 'wird erstellt',
  rendered: 'erstellt',
  delivered: 'fertig',
  failed: 'konnte nicht erstellt werden',
  cancelled: 'abgebrochen',
  expired: 'geschlossen',
} as const

const NOT_CARRIED: Readonly<Record<NotCarriedReason, string>> = {
  not_asked: 'Die Vorlage fragt nicht mehr danach, jedenfalls nicht unter diesem Namen.',
  asked_otherwise: 'Die Vorlage fragt jetzt anders danach, deshalb frage ich Sie noch einmal.',
  not_fitting: 'Die alte Antwort passt nicht mehr zur Vorlage, deshalb frage ich Sie noch einmal.',
  erased: 'Die alte Antwort wurde gelöscht, deshalb frage ich Sie noch einmal.',
  too_many_rows: 'Die Liste nimmt jetzt weniger Einträge. Noch sind alle da: Entfernen Sie einige.',
}

/** The German texts around conversations. */
export const placesInGerman: Translation = ({ plural, list }) => ({
  picker_title: 'Neues Dokument',
  picker_intro: 'Was möchten Sie erstellen?',
  picker_placeholder: 'Tippen, um zu suchen',
  picker_favourites: 'Favoriten',
  picker_recent: 'Zuletzt benutzt',
  picker_all: 'Alle Vorlagen',
  picker_none: 'Es gibt noch keine Vorlagen.',
  picker_none_author: 'Ziehen Sie eine Word-Datei in unsere Direktnachrichten: Ich mache eine Vorlage daraus.',
  picker_none_ask: (p) =>
    p.authors.length === 0
      ? 'Autoren machen sie: Bitten Sie die Betreiber von DocGen, jemanden zum Autor zu machen.'
      : `Autoren machen sie: Fragen Sie ${list(p.authors)}.`,
  sample_add: (p) => `Ein Beispiel hinzufügen: ${p.title}`,
  sample_added: (p) => `„${p.title}“ ist da. Ab jetzt können alle damit arbeiten:`,
  members_only:
    'Dokumente sind für Mitglieder dieses Workspace: Gäste und Menschen aus anderen Firmen können hier ' +
    'keine anfordern. Bitte fragen Sie jemanden, der Mitglied ist.',
  start: 'Beginnen',
  loading: 'Einen Moment…',
  begun_title: 'Es geht los',
  begun: (p) => `„${p.template}“ hat begonnen. Ich frage in unseren Direktnachrichten.`,
  several_goes_on: 'Ihre Antworten sind gespeichert. In unseren Direktnachrichten geht es weiter.',
  begun_private: 'Nur Sie sehen das Gespräch.',
  go_to: 'Zum Gespräch',
  understood: (p) =>
    plural(p.count, {
      one: 'Aus Ihrer Nachricht habe ich # Antwort übernommen.',
      other: 'Aus Ihrer Nachricht habe ich # Antworten übernommen.',
    }),
  not_filled: (p) => `${p.name} = ${p.value} habe ich nicht verstanden.`,
  no_such_question: (p) => `„${p.name}“ habe ich weggelassen: Danach fragt diese Vorlage nicht.`,
  ambiguous_question: (p) => `„${p.name}“ habe ich weggelassen: Das könnte ${p.labels} sein.`,
  not_read: (p) =>
    `„${p.words}“ habe ich nicht benutzt. Schreiben Sie Antworten als Name=Wert, mehrere Wörter in Anführungszeichen.`,
  not_carried: (p) => {
    const rows = p.rows === undefined ? '' : ` (${plural(p.rows, { one: '# Zeile', other: '# Zeilen' })})`
    return `Nicht übernommen: „${p.label}“${rows}. ${NOT_CARRIED[p.reason]}`
  },
  more_notes: (p) => plural(p.count, { one: 'Und # weitere.', other: 'Und # weitere.' }),
  may_not_edit:
    'Nur einige dürfen diese Vorlage ändern. Bitte, wer sie gemacht hat, oder einen Admin, es dir zu erlauben.',
  may_not_use:
    'Diese Vorlage ist für andere gedacht. Bitte, wer sie gemacht hat, oder einen Admin, sie für dich freizugeben.',
  no_such_template: (p) => `Eine Vorlage namens „${p.name}“ kenne ich nicht.`,
  did_you_mean: 'Ist eine von diesen gemeint?',
  nothing_open: 'Wir haben kein offenes Gespräch. Sollen wir eins beginnen?',
  which_conversation:
    'Sie haben mehrere offene Gespräche. Zu welchem gehört das? Bitte antworten Sie in dessen Thread:',
  hello: 'Hallo! Ich erstelle Dokumente, indem ich frage, was hineingehört.',
  drafts: 'Ihre offenen Dokumente',
  drafts_none: 'Sie haben keine offenen Dokumente.',
  templates: 'Vorlagen',
  templates_found: (p) => plural(p.count, { one: '# Vorlage', other: '# Vorlagen' }),
  templates_none_found: (p) => `Keine Vorlage heißt so ähnlich wie „${p.search}“.`,
  questions: (p) => plural(p.count, { one: '# Frage', other: '# Fragen' }),
  recent: 'Letzte Dokumente',
  recent_none: 'Hier stehen die Dokumente, die Sie erstellen.',
  state: (state) => STATES[state],
  begun_at: (p) => `begonnen ${p.at}`,
  made_at: (p) => `erstellt ${p.at}`,
  new_document: 'Neues Dokument',
  resume: 'Weiter',
  make_another: 'Noch eins',
  favourite: 'Favorit',
  favourite_add: 'Zu den Favoriten',
  favourite_remove: 'Aus den Favoriten',
  search: 'Vorlagen durchsuchen',
  form_unreadable: 'Dieses Formular ist nicht mehr lesbar. Bitte schließen und neu öffnen.',
  help_title: 'So geht DocGen',
  help_start:
    'Ein Dokument beginnen: /docgen und auswählen, ' +
    'oder /docgen nda party="Acme GmbH" start=morgen mit dem, was Sie schon wissen.',
  help_lists: '/docgen list zeigt die Vorlagen, /docgen drafts Ihre offenen Dokumente.',
  help_thread:
    'Ich frage in einem Thread in unseren Direktnachrichten. Klicken Sie, oder schreiben Sie die Antwort dorthin.',
  help_correct:
    'Eine Antwort ändern: daneben auf „Ändern“ klicken, ' +
    '„ändern“ und den Namen schreiben, oder einfach Ihre Nachricht bearbeiten.',
  help_support: 'Support',
  help_private: 'Das Gespräch sehen nur Sie. Ein Kanal bekommt die fertige Datei nur, wenn Sie es sagen.',
})
