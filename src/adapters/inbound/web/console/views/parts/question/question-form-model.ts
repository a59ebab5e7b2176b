import type { UnclearRow } from '../../../forms/unclear-cells.ts'
import type { Reading } from '../../../../../../../answers/refusal.ts'
import type { QuestionView } from '../../../../../../../queries/generation/generation-view.ts'

/** Both answers, when somebody else was faster. */
export interface AnswerConflictModel {
  readonly theirs: string
  readonly mine: string
  readonly by: string
  /** Fields to send once more to have one's own way. */
  readonly resubmit: readonly (readonly [name: string, value: string])[]
}

export interface QuestionFormModel {
  readonly generation: string
  /** Where the form goes; left out: to the conversation. */
  readonly action?: string | undefined
  readonly locale: string
  readonly question: QuestionView
  readonly typed: readonly string[]
  readonly problem?: string | undefined
  /** What an unclear answer could mean, each for a click. */
  readonly readings?: readonly Reading[] | undefined
  /** Of a pasted table: its unclear rows, and the choices that were made for other cells. */
  readonly unclear_rows?: readonly UnclearRow[] | undefined
  readonly chosen?: readonly string[] | undefined
  readonly conflict?: AnswerConflictModel | undefined
  /** Changing an earlier answer, not the question that is due. */
  readonly editing: boolean
  readonly focus: boolean
  /** The address of the answer given before this question. */
  readonly back?: string | undefined
}

/** An id for the elements of a question; addresses may hold anything. */
export const elementId = (address: string): string => `q-${encodeURIComponent(address).replaceAll(/[%.]/g, '_')}`

export const answerEditHref = (generation: string, address: string): string =>
  `/generations/${generation}?edit=${encodeURIComponent(address)}#${elementId(address)}`
