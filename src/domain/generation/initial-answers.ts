/** What a conversation begins with. */
import type { AnswerValue } from '../questions/answer.ts'
import { setListClosed, writeAnswer, type AnswerSet, type AnswerSource } from '../interview/answers.ts'

export interface InitialAnswers {
  readonly answers: readonly { readonly name: string; readonly value: AnswerValue; readonly copied: boolean }[]
  readonly skipped?: readonly string[] | undefined
  readonly open_lists?: readonly string[] | undefined
}

/**
 * What a conversation begins with: answers given, and of a copy also what was left out and which lists are not
 * complete.
 */
export function writeInitialAnswers(
  sheet: AnswerSet,
  { answers, skipped = [], open_lists = [] }: InitialAnswers,
  source: AnswerSource,
): void {
  for (const { name, value, copied } of answers)
    writeAnswer(sheet, name, value, copied ? { ...source, copied: true } : source)
  for (const address of skipped) writeAnswer(sheet, address, undefined, { ...source, copied: true })
  for (const address of open_lists) setListClosed(sheet, address, false, source.revision)
}
