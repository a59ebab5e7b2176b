/** What people are told in English where the document is in another language than they write in. */
import { languageName } from '../../domain/template/language.ts'
import type { Kind } from '../../domain/questions/question.ts'
import type { AnswerView, QuestionView } from './generation-view.ts'

/** Kinds that are written in one language and printed in another. */
const WRITTEN_AND_PRINTED: ReadonlySet<Kind> = new Set(['number', 'integer', 'money', 'date'])

/** Whether an answer of this kind is typed as its person's locale has it. */
export const isWrittenByLocale = (kind: Kind): boolean => WRITTEN_AND_PRINTED.has(kind)

/** One line for the question; undefined where there is nothing to say. */
export function languageLine({
  kind,
  document_language,
}: Pick<QuestionView, 'kind' | 'document_language'>): string | undefined {
  if (document_language === undefined) return undefined
  const language = languageName(document_language)
  return isWrittenByLocale(kind)
    ? `Write it your way; the document is in ${language}.`
    : `The document is in ${language}.`
}

/** `May 6, 1990 (in the document: 6. Mai 1990)`. */
export const shownWithPrinted = ({ shown, printed }: Pick<AnswerView, 'shown' | 'printed'>): string =>
  printed === undefined ? shown : `${shown} (in the document: ${printed})`
