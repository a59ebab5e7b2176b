import type { Texts } from '../../texts/texts.ts'
import type { MessageData } from '../elements/message-data.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The label; for a list with items it asks for another one. */
export function questionTitle(
  { generation, question }: MessageData & { readonly question: QuestionView },
  texts: Texts,
): string {
  const label =
    question.kind === 'list' && (question.items ?? 0) > 0 ? `${question.label} – ${texts.list_another}` : question.label
  return question.list === undefined ? label : `${itemName(generation, question, texts)}: ${label}`
}

/** The name of a list item: “Items · no. 2”. */
export const itemName = (
  { answers }: { readonly answers: MessageData['generation']['answers'] },
  { list, ordinal }: Pick<QuestionView, 'list' | 'ordinal'>,
  texts: Texts,
): string => texts.item({ list: answers[list ?? '']?.label ?? list ?? '', ordinal: ordinal ?? 1 })
