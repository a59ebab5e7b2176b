/** Deutsch: warum eine Antwort nicht in die Kopie einer Unterhaltung übernommen wurde. */
import type { NotCarriedReason } from '../../../../../domain/interview/carry-over.ts'

export const NICHT_UEBERNOMMEN: Readonly<Record<NotCarriedReason, string>> = {
  not_asked: 'Die Vorlage fragt nicht mehr danach, jedenfalls nicht unter diesem Namen.',
  asked_otherwise: 'Die Vorlage fragt jetzt anders danach, deshalb frage ich Sie noch einmal.',
  not_fitting: 'Die alte Antwort passt nicht mehr zur Vorlage, deshalb frage ich Sie noch einmal.',
  erased: 'Die alte Antwort wurde gelöscht, deshalb frage ich Sie noch einmal.',
  too_many_rows: 'Die Liste nimmt jetzt weniger Einträge. Noch sind alle da: Entfernen Sie einige.',
}
