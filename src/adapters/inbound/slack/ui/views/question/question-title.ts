/** The title of a question, with its list item. */
import type { QuestionView } from '../../../../../../queries/generation/present-generation.ts'
import type { Texts } from '../../texts/texts.ts'
import type { MessageData } from '../elements/message-data.ts'

/** What is asked: the label, and for a list that has items whether there is another. */
export function questionTitle(
  { generation, question }: MessageData & { readonly question: QuestionView },
  texts: Texts,
): string {
  const label =
    question.kind === 'list' && (question.items ?? 0) > 0 ? `${question.label} – ${texts.list_another}` : question.label
  return question.list === undefined ? label : `${itemName(generation, question, texts)}: ${label}`
}

/** Whose item something is about: “Items · no. 2”. */
export const itemName = (
  { answers }: { readonly answers: MessageData['generation']['answers'] },
  { list, ordinal }: Pick<QuestionView, 'list' | 'ordinal'>,
  texts: Texts,
): string => texts.item({ list: answers[list ?? '']?.label ?? list ?? '', ordinal: ordinal ?? 1 })
