/** German: the questions, their answers, the review and the document. */
import type { Translation } from './english.ts'
import { GERMAN_KINDS } from './german-kinds.ts'

/** The German texts of a conversation. */
export const conversationInGerman: Translation = ({ number, plural, labelled }) => ({
  conversation_of: (p) => `„${p.template}“: Los geht’s.`,
  conversation_how:
    'Ich stelle eine Frage nach der anderen: Antworten Sie hier oder in diesem Thread. Nur Sie sehen ihn.',
  progress: (p) => `Frage ${number(p.at)} von etwa ${number(p.of)}`,
  progress_last: (p) => `Frage ${number(p.at)}, die letzte`,
  item: (p) => `${p.list} · Nr. ${number(p.ordinal)}`,
  optional: 'Sie können diese Frage überspringen.',
  language_written: (p) => `Schreiben Sie wie gewohnt; Sprache des Dokuments: ${p.language}.`,
  language_of_document: (p) => `Sprache des Dokuments: ${p.language}.`,
  how_to: (kind) => GERMAN_KINDS[kind].how_to,
  example: (p) => `Zum Beispiel: ${p.example}`,
  not_understood: (p) => `Das habe ich nicht verstanden. Bitte geben Sie ${GERMAN_KINDS[p.kind].accepted} an.`,
  hint: (p) => `Bitte geben Sie ${GERMAN_KINDS[p.kind].accepted} an.`,
  or_answer: (p) =>
    `Ist „${p.words}“ Ihre Antwort auf „${p.label}“, klicken Sie darauf, oder setzen Sie es in Anführungszeichen.`,
  what_is_meant: (p) => `Ist „${p.words}“ Ihre Antwort auf „${p.label}“, oder möchten Sie eine Antwort ändern?`,
  is_the_answer: (p) => `Antwort: ${p.words}`,
  take_as_written: (p) => `So übernehmen: „${p.words}“`,
  which_meaning: (p) => `„${p.words}“ heißt …`,
  use_the_form: 'Oder benutzen Sie das Feld darunter.',
  again: 'Hier ist sie noch einmal.',
  back_to: 'Zurück zu dieser Frage.',
  current_answer: (p) => `Jetzt: ${p.answer}`,
  also_write: (p) => `Sie können auch schreiben: ${p.words.join(', ')}`,
  word_back: 'zurück',
  word_skip: 'überspringen',
  word_help: 'Hilfe',
  help_words:
    'Sie können auch schreiben: zurück, überspringen, wiederholen, ändern (und was), Hilfe, abbrechen. ' +
    'Soll so ein Wort selbst die Antwort sein, setzen Sie es in Anführungszeichen: „Hilfe“.',
  yes: 'Ja',
  no: 'Nein',
  done: 'Fertig',
  back: 'Zurück',
  skip: 'Überspringen',
  several: 'Mehrere auf einmal',
  more_edit: 'Eine Antwort ändern…',
  more_delegate: 'Jemand anderen fragen…',
  more_repeat: 'Noch einmal fragen',
  more_help: 'Hilfe',
  more_cancel: 'Dokument abbrechen…',
  language_button: 'Sprache…',
  language_title: 'Sprache',
  language_document: 'Das Dokument ist in',
  language_reading: 'Sie schreiben in',
  language_reading_hint: 'Gegebene Antworten bleiben, wie sie sind.',
  edit: 'Ändern',
  edit_label: (p) => `${p.label} ändern`,
  use: (p) => `Nehmen: ${p.answer}`,
  choose: 'Wählen…',
  choose_some: 'Wählen, was zutrifft…',
  pick_day: 'Tag wählen',
  open_form: 'Im Formular antworten',
  choose_picture: 'Bild auswählen…',
  write_here: 'Hier schreiben, dann Eingabetaste',
  save: 'Speichern',
  close: 'Schließen',
  never_mind: 'Doch nicht',
  answered: (p) => `${labelled(p.label)} ${p.answer}`,
  skipped: 'übersprungen',
  erased: 'gelöscht',
  carried: 'von früher',
  still_open: 'Weiter unten noch einmal gefragt.',
  not_needed: 'Nicht mehr nötig.',
  asked_someone: (p) => `${p.who} gefragt`,
  waited: 'Das Warten ist vorbei.',
  waiting_for: (p) => `Warten auf ${p.who}: ${p.label}`,
  list_first: (p) =>
    `Zu jedem gehören: ${p.fields}.` +
    (p.first === undefined ? '' : ` Für einen neuen schreiben Sie einfach, was bei „${p.first}“ stehen soll.`),
  list_another: 'Noch einer?',
  list_so_far: (p) => plural(p.count, { one: 'bisher #', other: 'bisher #' }),
  list_add_first: 'Den ersten hinzufügen',
  list_add: 'Noch einen hinzufügen',
  list_none: 'Es gibt keine',
  list_done: 'Das sind alle',
  list_type: 'Oder schreiben Sie sie hier, je Zeile einen.',
  list_remove: 'Entfernen',
  list_remove_label: (p) => `${p.item} entfernen`,
  items: (p) => plural(p.count, { one: '# Eintrag', other: '# Einträge' }),
  several_title: 'Mehrere auf einmal',
  several_intro: 'Lassen Sie leer, was Sie noch nicht wissen: Ich frage im Thread danach.',
  several_saved: (p) =>
    plural(p.count, {
      one: '# Antwort gespeichert. So geht es weiter.',
      other: '# Antworten gespeichert. So geht es weiter.',
    }),
  edit_title: 'Antwort ändern',
  edit_which: 'Welche Antwort?',
  changed_meanwhile: 'Das wurde geändert, während das Formular offen war.',
  now_it_is: (p) => `Jetzt steht da: ${p.answer}`,
  you_wrote: (p) => `Sie haben geschrieben: ${p.answer}`,
  leave_empty_to_keep: 'Lassen Sie das Feld leer, um es zu behalten, und ändern Sie es mit „Ändern“.',
  save_anyway: 'Speichern Sie noch einmal, um Ihres zu nehmen, oder schließen Sie das Formular.',
  delegate_title: 'Jemand anderen fragen',
  delegate_who: 'Wer weiß das?',
  delegate_note: 'Ein Wort dazu',
  delegate_email: 'Oder eine E-Mail-Adresse',
  delegate_email_hint: 'Dorthin geht ein Link, der diese Frage öffnet, sonst nichts.',
  delegate_one_of_two: 'Wählen Sie jemanden aus oder schreiben Sie eine E-Mail-Adresse, eins von beidem.',
  delegate_send: 'Fragen',
  delegate_cannot: 'Diese Person kann nicht gefragt werden. Bitte wählen Sie jemanden aus Ihrem Haus.',
  delegate_one: 'Eine Frage an Sie',
  delegate_privacy: 'Gezeigt werden diese Frage und Ihr Wort dazu, sonst nichts.',
  delegate_asks: (p) => `${p.who} bittet um Ihre Hilfe bei „${p.template}“. Es ist eine Frage:`,
  delegate_only: 'Sie sehen nur diese Frage. Ihre Antwort geht an die Person zurück, die gefragt hat.',
  thanks: 'Danke.',
  delegate_thanks: (p) => `Danke. ${labelled(p.label)} ${p.answer}`,
  delegate_answered: (p) => `${p.who} hat geantwortet. ${labelled(p.label)} ${p.answer}`,
  delegate_withdrawn: 'Danke, diese Antwort wird nicht mehr gebraucht.',
  delegate_unreachable: 'Ich konnte der Person, die Sie gefragt haben, nichts schicken; die Frage geht wieder an Sie.',
  withdraw: 'Ich antworte selbst',
  review_title: 'Bitte durchsehen',
  review_intro: 'Alles ist beantwortet. Ändern Sie, was nicht stimmt, und lassen Sie dann das Dokument erstellen.',
  review_none: 'Diese Vorlage fragt nichts.',
  in_document: (p) => `im Dokument: ${p.answer}`,
  review_carried: 'Was mit „von früher“ markiert ist, wurde früher beantwortet: Sehen Sie es noch einmal an.',
  review_makes: (p) => `Ich erstelle ${p.format} aus „${p.template}“, Version ${number(p.version)}.`,
  review_goes: 'Es kommt in diesen Thread. Sonst sieht es niemand.',
  review_page: (p) => `Teil ${number(p.page)} von ${number(p.pages)}`,
  review_earlier: 'Frühere Antworten',
  review_later: 'Weitere Antworten',
  review_changed:
    'Eine Antwort wurde geändert, nachdem dies gezeigt wurde. Bitte sehen Sie die neue Übersicht unten an.',
  format: (format) => ({ docx: 'ein Word-Dokument', markdown: 'eine Markdown-Datei', text: 'eine Textdatei' })[format],
  make: 'Dokument erstellen',
  make_and_share: 'Erstellen und teilen…',
  share_title: 'Dokument teilen',
  share_where: 'Welcher Kanal darf die fertige Datei haben?',
  share_privacy:
    'Alle im Kanal sehen die Datei. Ihre Antworten bleiben bei Ihnen. ' +
    'Teilen kann ich nur, wo ich Mitglied bin: Geben Sie dort zuerst /invite ein.',
  share_send: 'Erstellen und teilen',
  cancel: 'Abbrechen',
  cancel_title: 'Dieses Dokument abbrechen?',
  cancel_text: 'Ihre Antworten bleiben gespeichert, aber es entsteht kein Dokument.',
  cancel_yes: 'Ja, abbrechen',
  cancel_no: 'Nein, weiter',
  review_done: 'Durchgesehen und bestätigt. Das Dokument kommt gleich hier darunter.',
  document: (p) => `Hier ist Ihr Dokument: ${p.file}`,
  document_erased: 'Dieses Dokument wurde gelöscht.',
  document_from: (p) => `Erstellt aus „${p.template}“, Version ${number(p.version)}.`,
  not_shared:
    'Das Dokument ließ sich im gewählten Kanal nicht teilen: Ich bin dort kein Mitglied oder darf nicht schreiben.',
  perhaps_shared: 'Ich weiß nicht, ob das Dokument im gewählten Kanal angekommen ist. Bitte sehen Sie dort nach.',
  share_yourself:
    'Das Dokument liegt hier im Thread: Wählen Sie in seinem ⋯-Menü „Datei teilen“. ' +
    'Fürs nächste Mal geben Sie im Kanal /invite ein und fügen mich hinzu.',
  document_shared: (p) => `${p.who} hat „${p.template}“ erstellt und teilt es hier.`,
  audit_trail: 'Prüfpfad',
  mend: 'Antworten durchsehen',
  another: 'Noch eins wie dieses',
  cancelled: (p) => `„${p.template}“ ist abgebrochen. Es entsteht kein Dokument; Ihre Antworten bleiben gespeichert.`,
  expired: (p) =>
    `„${p.template}“ hat zu lange gewartet und ist geschlossen. ` +
    `Ihre Antworten sind aufgehoben: Sie können noch eins wie dieses erstellen.`,
  failed: (p) =>
    `„${p.template}“ konnte nicht erstellt werden. ` +
    `Ihre Antworten sind sicher, und wer DocGen betreibt, sieht, was geschehen ist.`,
  failed_for_now: (p) =>
    `Ich konnte „${p.template}“ nicht erstellen: Etwas, das ich dazu brauche, antwortet nicht. Ihre Antworten sind ` +
    'sicher. Bitte versuchen Sie es später noch einmal.',
  try_again: 'Noch einmal versuchen',
  not_posted: (p) =>
    `„${p.template}“ ist erstellt, aber Slack ließ mich das Dokument hier nicht senden. ` +
    'Wer DocGen betreibt, sieht den Grund.',
  perhaps_posted: (p) =>
    `„${p.template}“ ist erstellt, aber Slack hat mir nicht gesagt, ob es angekommen ist. ` +
    'Steht es nicht weiter oben? Dann lassen Sie es mich noch einmal senden.',
  send_again: 'Noch einmal senden',
  sending_again: 'Ich sende es noch einmal …',
  trying_again: 'Ich versuche es noch einmal …',
  nothing_to_send: 'Es ist nichts mehr zu senden: Das Dokument steht weiter oben in diesem Thread.',
  reminder: (p) =>
    plural(p.count, {
      one: `„${p.template}“ wartet noch auf Sie: # Frage ist offen.`,
      other: `„${p.template}“ wartet noch auf Sie: etwa # Fragen sind offen.`,
    }),
  reminder_review: (p) => `„${p.template}“ kann erstellt werden: Sehen Sie es durch, dann entsteht das Dokument.`,
  go_on: 'Weiter',
  correct: (p) => `Soll „${p.label}“ von „${p.from}“ auf „${p.to}“ geändert werden?`,
  correct_yes: 'Ja, ändern',
  correct_no: 'Nein, lassen',
  corrected_not: 'Die geänderte Nachricht konnte ich nicht als Antwort lesen; die Antwort bleibt, wie sie war.',
  too_late_to_correct:
    'Das Dokument ist schon erstellt; die Antwort bleibt, wie sie war. Sie können noch eins wie dieses erstellen.',
  deleted: (p) =>
    `Sie haben eine Nachricht gelöscht, aber die Antwort bleibt: ${labelled(p.label)} ${p.answer}. ` +
    `Zum Ändern klicken Sie auf „Ändern“.`,
  only_the_person_asked: 'Nur wer gefragt wurde, kann hier antworten.',
  wordless: (p) =>
    ({
      mention: 'Slack nennt mir nur eine Kennung. Bitte schreiben Sie den Namen aus, ohne @ und #.',
      emoji:
        `Das Emoji :${p.kind === 'emoji' ? p.name : ''}: gibt es nur in Ihrem Workspace. ` +
        `Kein Dokument kann es zeigen: Bitte antworten Sie ohne.`,
      date: 'Das eingefügte Datum kann ich nicht lesen. Bitte schreiben Sie es aus.',
    })[p.kind],
  snippet_unread: 'Dieses Snippet kann ich nicht lesen. Bitte fügen Sie den Text als Nachricht ein.',
  not_yours: 'Dieses Gespräch gehört jemand anderem.',
  gone: 'Diese Frage wird nicht mehr gestellt.',
  review_waits:
    'Alles ist beantwortet. Klicken Sie auf „Dokument erstellen“, oder auf „Ändern“ neben dem, was nicht stimmt.',
  ended: 'Dieses Gespräch ist beendet. Sie können noch ein Dokument wie dieses erstellen.',
  nothing_before: 'Das ist die erste Frage: Davor gibt es nichts.',
  cannot_skip: (p) =>
    `„${p.label}“ wird für das Dokument gebraucht und kann nicht übersprungen werden. ` +
    `Sie können jemand anderen fragen.`,
  no_such_answer: (p) => `Eine Antwort namens „${p.words}“ finde ich nicht. Welche ist gemeint?`,
  not_understood_short: 'Diese Antwort habe ich nicht verstanden.',
  refused: 'Das geht hier nicht.',
  too_late: 'Das hat zu lange gedauert. Bitte klicken Sie noch einmal.',
  set_aside:
    'Was Sie hier geschrieben oder angeklickt haben, konnte ich nicht verarbeiten: Bei mir stimmt etwas nicht, ' +
    'und wer DocGen betreibt, sieht es. Es ist nicht verloren. Bitte versuchen Sie es später noch einmal: ' +
    'Mit „noch einmal“ frage ich wieder.',
  no_picture: 'Diese Datei ist kein Bild, das ich lesen kann. Bitte senden Sie ein PNG oder JPEG.',
})
