/**
 * What a command changed in a generation, and what is asked next. However much the conversation holds, the view stays
 * small: what does not fit is left out and counted.
 */
import type { Generation } from '../../domain/generation/generation.ts'
import { slotAt } from '../../domain/interview/interview.ts'
import type { GenerationWithQuestions } from '../../storage/load-generation.ts'
import type { AnswerView, GenerationUpdate, QuestionView, UpdateNote } from './generation-view.ts'
import { presentHead } from './present-generation.ts'
import { presentAnswer } from './present-question.ts'

/** In bytes of JSON. Together they stay far below 50 KB. */
const MAX_ANSWERS = 12_000
const MAX_QUESTION = 16_000
const MAX_OTHERS = 4_000
/** More answers of one command are not looked at. */
const MAX_CHANGED = 50
/** A list of more items is too large to be shown; its items are shown each. */
const MAX_ITEMS = 20

export interface UpdateOptions {
  /** The addresses that the command was about, changed or not. */
  readonly names?: readonly string[]
  /** The revision that the reader has; answers given after it are shown. That before the last event where left out. */
  readonly after?: number
  readonly notes?: readonly UpdateNote[] | undefined
}

/** What has changed since the reader looked. */
export function presentUpdate(
  generation: GenerationWithQuestions,
  { names = [], after = generation.revision - 1, notes = [] }: UpdateOptions,
): GenerationUpdate {
  const { question, delegations, corrections, ...head } = presentHead(generation)
  const changed = [
    ...new Set([...names.filter((name) => isAnswered(generation.state, name)), ...changedIn(generation.state, after)]),
  ]
  const answers = takeFitting(
    changed.slice(0, MAX_CHANGED).flatMap((address) => presentIfSmall(generation, address)),
    MAX_ANSWERS,
  )
  return {
    ...head,
    answers: Object.fromEntries(answers.map((answer) => [answer.name, answer])),
    answers_left_out: changed.length - answers.length,
    question: question === null ? null : shorten(question),
    delegations: takeFitting(delegations, MAX_OTHERS),
    corrections: takeFitting(corrections, MAX_OTHERS),
    notes,
  }
}

const isAnswered = ({ answers }: Generation, address: string): boolean =>
  answers.given.has(address) || answers.lists.has(address)

/** The addresses of the answers and lists that were written after a revision. */
function* changedIn({ answers }: Generation, after: number): Generator<string> {
  for (const [address, list] of answers.lists) if (list.revision > after) yield address
  for (const [address, given] of answers.given) if (given.revision > after) yield address
}

function presentIfSmall(generation: GenerationWithQuestions, address: string): AnswerView[] {
  const { questionnaire, state } = generation
  const slot = slotAt(questionnaire, state.answers, address)
  if (slot === undefined || (slot.list?.items.length ?? 0) > MAX_ITEMS) return []
  const answer = presentAnswer(generation, slot)
  return answer === undefined ? [] : [answer]
}

/** Those that fit together, in order; one that is too large itself is passed over. */
function takeFitting<One>(all: readonly One[], most: number): One[] {
  let left = most
  return all.filter((one) => {
    const size = sizeOf(one)
    if (size > left) return false
    left -= size
    return true
  })
}

/** Leaves out what makes a question large; the question by itself has all of it. */
function shorten(question: QuestionView): QuestionView {
  let short = question
  for (const part of ['choices', 'fields', 'help', 'default'] as const) {
    if (sizeOf(short) <= MAX_QUESTION) break
    const { [part]: _, ...rest } = short
    short = { ...rest, shortened: true }
  }
  return short
}

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
