/** German: making a template from a file. What is missing here is said in English. */
import type { Translation } from './english.ts'
import { GERMAN_KINDS } from './german-kinds.ts'

/** The German texts for authors. */
export const authoringInGerman: Translation = () => ({
  kind_name: (kind) => GERMAN_KINDS[kind].name,
  authors_only:
    'Danke für die Datei. Vorlagen legen hier Autoren an: Bitten Sie die Betreiber von DocGen, Sie dazu zu machen.',
  read_language: (p) => `Sprache ihrer Dokumente: ${p.language}.`,
  language_documents: 'Sprache der Dokumente',
  language_file: 'Was die Datei sagt',
  publish: 'Veröffentlichen',
  optional_short: 'freiwillig',
})
