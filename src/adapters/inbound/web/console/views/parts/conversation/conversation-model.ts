import type { UnclearRow } from '../../../forms/unclear-cells.ts'
import type { Reading } from '../../../../../../../answers/refusal.ts'
import type {
  AnswerView,
  GenerationView,
  QuestionView,
} from '../../../../../../../queries/generation/generation-view.ts'
import type { HandOverView } from '../../../../../../../queries/generation/handing/list-hand-overs.ts'
import type { ConsoleSession } from '../../../env.ts'
import type { AnswerConflictModel } from '../question/question-form-model.ts'

/** What stands in the form of one question: when it was refused, or while its answer is changed. */
export interface OpenForm {
  readonly question: QuestionView
  readonly typed: readonly string[]
  readonly problem?: string | undefined
  /** What an unclear answer could mean, each for a click. */
  readonly readings?: readonly Reading[] | undefined
  /** Of a pasted table: its unclear rows, and the choices that were made for other cells. */
  readonly unclear_rows?: readonly UnclearRow[] | undefined
  readonly chosen?: readonly string[] | undefined
  readonly conflict?: AnswerConflictModel | undefined
}

export interface ConversationPageModel {
  readonly session: ConsoleSession
  readonly generation: GenerationView
  /** What is with others now. */
  readonly handed: readonly HandOverView[]
  /** For who was handed the rest: who asks, by name, and their message. They answer; only the requester confirms. */
  readonly rest?: { readonly by: string; readonly note: string | null } | undefined
  /** The form of the question that is due, as it was sent and refused, or with the answer that is there already. */
  readonly refused?: OpenForm | undefined
  /** The earlier answer that is being changed. */
  readonly editing?: OpenForm | undefined
  /** A problem of no one question. */
  readonly problem?: string | undefined
  readonly focus: boolean
}

/** Whose item a question is about: “Items · 2”. */
export function itemTitle(
  generation: GenerationView,
  { list, ordinal }: Pick<QuestionView, 'list' | 'ordinal'>,
): string | undefined {
  return list === undefined ? undefined : `${generation.answers[list]?.label ?? list} · no. ${String(ordinal)}`
}

/** Answers in order, those of one list item together. */
export function groupByItem(generation: GenerationView): AnswerView[][] {
  const groups: AnswerView[][] = []
  for (const answer of Object.values(generation.answers)) {
    const last = groups.at(-1)
    const before = last?.[0]
    if (
      last !== undefined &&
      answer.item !== undefined &&
      before?.list === answer.list &&
      before?.item === answer.item &&
      answer.kind !== 'list'
    )
      last.push(answer)
    else groups.push([answer])
  }
  return groups
}
