/** One answer as markup: its label, its value, and where it came from. */
import { isErased } from '../../../../../../domain/questions/answer.ts'
import type { AnswerView } from '../../../../../../queries/generation/generation-view.ts'
import type { Texts } from '../../texts/texts.ts'
import { bold, escapeCut, italic, oneLine } from './text.ts'

/** The answer as plain text. */
export function answerText(answer: AnswerView, texts: Texts): string {
  if (isErased(answer.value)) return texts.erased
  if (answer.kind === 'list') return texts.items({ count: Array.isArray(answer.value) ? answer.value.length : 0 })
  if (answer.skipped) return texts.skipped
  if (typeof answer.value === 'boolean') return answer.value ? texts.yes : texts.no
  return oneLine(answer.shown) || '–'
}

/** The same with what the document will say, where that differs: `May 6, 1990 (in the document: 6. Mai 1990)`. */
export const answerInBoth = (answer: AnswerView, texts: Texts): string =>
  isSaid(answer) ? inBoth(answerText(answer, texts), answer.printed, texts) : answerText(answer, texts)

/** A text that is shown, with the one that is printed where there is another. */
export const inBoth = (shown: string, printed: string | undefined, texts: Texts): string =>
  printed === undefined ? shown : `${shown} (${texts.in_document({ answer: oneLine(printed) })})`

const isSaid = (answer: AnswerView): boolean => !isErased(answer.value) && (!answer.skipped || answer.kind === 'list')

/** `Start date` and, on the next line, `12 May 2027`. */
export function answerMarkup(answer: AnswerView, texts: Texts): string {
  const printed = isSaid(answer) ? answer.printed : undefined
  const room = printed === undefined ? 1300 : 1000
  const said = isSaid(answer) ? bold(answerText(answer, texts), room) : italic(answerText(answer, texts), room)
  const document = printed === undefined ? '' : `  ${italic(texts.in_document({ answer: printed }), 600)}`
  const carried = answer.carried ? `  ${italic(texts.carried, 100)}` : ''
  return `${escapeCut(oneLine(answer.label) || '–', room)}\n${said}${document}${carried}`
}

/** The answer alone, as markup of at most `max` units. */
export const spokenAnswer = (answer: AnswerView, texts: Texts, max: number): string =>
  isSaid(answer) ? bold(answerText(answer, texts), max) : italic(answerText(answer, texts), max)
