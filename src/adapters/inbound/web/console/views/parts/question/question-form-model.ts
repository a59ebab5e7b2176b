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
  /** Of a table: the cells that are taken as they are, and the one that was refused. */
  readonly cells?: readonly string[] | undefined
  readonly refused_cell?: { readonly cell: string; readonly words: string } | undefined
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
