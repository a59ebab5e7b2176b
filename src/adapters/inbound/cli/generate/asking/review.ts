import type { AnswerView } from '../../../../../queries/generation/generation-view.ts'
import { shownWithPrinted } from '../../../../../queries/generation/language-line.ts'
import { safeLine } from '../../terminal/terminal-text.ts'

/** Question and answer; the fields of an item stand under their list, and what came back unasked is marked. */
export function reviewRows(answers: readonly AnswerView[]): (readonly [question: string, answer: string])[] {
  return answers.map(({ label, ordinal, list, shown, printed, skipped, carried, kind }) => {
    const depth = list === undefined ? 0 : Math.ceil(list.split('.').length / 2)
    const name = `${'  '.repeat(depth)}${ordinal === undefined ? '' : `${ordinal}. `}${safeLine(label)}`
    const answer = skipped && kind !== 'list' ? '(left out)' : safeLine(shownWithPrinted({ shown, printed }))
    return [name, carried ? `${answer}  (from before)` : answer]
  })
}

/** `Quantity (2) – 12`: an answer to choose among others. */
export const summaryLine = ({ label, ordinal, shown, skipped }: AnswerView): string =>
  `${label}${ordinal === undefined ? '' : ` (${ordinal})`} – ${skipped ? '(left out)' : shown}`
