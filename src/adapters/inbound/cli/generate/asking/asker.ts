import type { Reading } from '../../../../../answers/refusal.ts'
import type { AnswerContext, AnswerForm } from '../../../../../domain/questions/answer.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../../queries/generation/generation-view.ts'

/** A question with what the person is told around it. */
export interface Prompt {
  readonly question: QuestionView
  /** The answer that is there, when it is looked at again. */
  readonly current: AnswerView | undefined
  /** “7 of about 23”. */
  readonly progress: string
  /** The list whose item is asked about, as a person calls it. */
  readonly listLabel: string | undefined
  /** Whether a choice may be named by its number. */
  readonly numbered: boolean
  /** How answers are read. */
  readonly context: AnswerContext
}

/** Why an answer was not taken; with its readings where it could mean several things, or is most likely a slip. */
export interface Refusal {
  readonly message: string
  readonly readings?: readonly Reading[] | undefined
}

/**
 * Sends an answer; undefined once it is taken, or once there is something else to settle before it is asked again.
 * `wire` for a value that was picked among readings.
 */
export type SubmitAnswer = (value: unknown, form?: AnswerForm) => Promise<Refusal | undefined>

/**
 * Something other than an answer: `back` to the question before, `edit` another one, `skip`, `leave` for later,
 * `cancel` for good.
 */
export type Navigation = 'back' | 'edit' | 'skip' | 'leave' | 'cancel'
export type Reply = 'answered' | Navigation

/**
 * For a list: begin another item, say that there are no more, take one away, or give all items at once (by `Submit`).
 */
export type ListReply =
  | { readonly type: 'add' }
  | { readonly type: 'close' }
  | { readonly type: 'remove'; readonly item: string }
  | { readonly type: 'move'; readonly move: Reply }

/** One item of a list, as it can be told from others. */
export interface ItemSummary {
  readonly item: string
  readonly ordinal: number
  readonly shown: string
}

/** Two answers to one question, one of them somebody else's. */
export interface AnswerConflict {
  readonly label: string
  readonly yours: string
  readonly theirs: string
}

export interface Asker {
  /** A remark between the questions. */
  say(text: string): void
  ask(prompt: Prompt, submit: SubmitAnswer): Promise<Reply>
  askList(prompt: Prompt, items: readonly ItemSummary[], submit: SubmitAnswer): Promise<ListReply>
  /** The address of the answer to change; undefined for none. */
  pickAnswer(answers: readonly AnswerView[]): Promise<string | undefined>
  /** Shows all answers. `confirm` makes the document; a text is the address of an answer to change. */
  review(generation: GenerationView): Promise<'confirm' | 'edit' | 'leave' | 'cancel' | { readonly edit: string }>
  resolveConflict(conflict: AnswerConflict): Promise<'yours' | 'theirs'>
  /** Yes or no; `preset` is offered. */
  confirm(text: string, preset: boolean): Promise<boolean>
  /** One of several, or undefined. */
  choose(
    text: string,
    choices: readonly { readonly value: string; readonly label: string }[],
  ): Promise<string | undefined>
  /** Shows that something takes time while it does. */
  showProgress<T>(text: string, done: string, task: Promise<T>): Promise<T>
}

/** The person went away (Ctrl+C, or the end of the input) before the question was answered. */
export class InputEnded extends Error {
  readonly reason: 'interrupt' | 'end'
  constructor(reason: 'interrupt' | 'end') {
    super(reason === 'interrupt' ? 'Interrupted.' : 'The input ended.')
    this.name = 'InputEnded'
    this.reason = reason
  }
}
