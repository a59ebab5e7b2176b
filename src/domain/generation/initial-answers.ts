/** The answers that a generation begins with: given with the request, or copied from an earlier generation. */
import type { AnswerValue } from '../questions/answer.ts'
import { setListClosed, writeAnswer, type AnswerSet, type AnswerSource } from '../interview/answers.ts'

/** Answers by question name; addresses of skipped questions; addresses of lists that are still open. */
export interface InitialAnswers {
  readonly answers: readonly { readonly name: string; readonly value: AnswerValue; readonly copied: boolean }[]
  readonly skipped?: readonly string[] | undefined
  readonly open_lists?: readonly string[] | undefined
  /** The generation that it is a copy of. */
  readonly copied_from?: string | undefined
}

/** Writes the initial answers, questions that were skipped, and a copy's lists that are not complete. */
export function writeInitialAnswers(
  answerSet: AnswerSet,
  { answers, skipped = [], open_lists = [], copied_from }: InitialAnswers,
  source: AnswerSource,
): void {
  for (const { name, value, copied } of answers)
    writeAnswer(answerSet, name, value, copied ? { ...source, copied: true } : source)
  const skippedBy = copied_from === undefined ? source : ({ ...source, copied: true } as const)
  for (const address of skipped) writeAnswer(answerSet, address, undefined, skippedBy)
  for (const address of open_lists) setListClosed(answerSet, address, false, source.revision)
}
