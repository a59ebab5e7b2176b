/** Parts of a generation: a page of its answers, one question. */
import type { Caller } from '../../domain/kernel/access.ts'
import { unwrap } from '../../domain/kernel/errors.ts'
import { refuseUnknownQuestion } from '../../domain/generation/open-generation.ts'
import { applicableSlots } from '../../domain/interview/interview.ts'
import type { LoadGenerationDeps } from '../../storage/load-generation.ts'
import { decodeCursor, encodeCursor, limitOf } from '../paging.ts'
import type { AnswerView, QuestionView } from './generation-view.ts'
import { loadGeneration } from './get-generation.ts'
import { presentAnswer, presentQuestionAt } from './present-question.ts'

export interface AnswerPage {
  readonly data: readonly AnswerView[]
  /** Null on the last page. */
  readonly next_cursor: string | null
}

/**
 * The answers that the document uses, in the order of its questions. A list stands before the fields of its items, and
 * without them: its value is what they are. The cursor is the address of the last answer, so that pages of a
 * conversation that goes on meanwhile repeat and lose nothing that was there. Throws as `loadGeneration` does.
 */
export async function listAnswers(
  deps: LoadGenerationDeps,
  { id, cursor, limit: wanted }: { readonly id: string; readonly cursor?: string | undefined; readonly limit?: number },
  caller: Caller,
): Promise<AnswerPage> {
  const limit = limitOf(wanted)
  const generation = await loadGeneration(deps, id, caller)
  const { questionnaire, state } = generation
  const slots = applicableSlots(questionnaire, state.answers).filter(
    ({ answered, list }) => answered || list !== undefined,
  )
  const [place, address] =
    cursor === undefined ? [0, ''] : (decodeCursor(cursor, ['number', 'string']) as [number, string])
  const last = slots.findIndex((slot) => slot.address === address)
  // An answer that is gone meanwhile leaves its place.
  const from = cursor === undefined ? 0 : last === -1 ? place : last + 1
  const data: AnswerView[] = []
  let size = 0
  for (const slot of slots.slice(from, from + limit)) {
    const answer = presentAnswer(generation, slot)
    if (answer === undefined) continue
    // The fields of its items follow as answers of their own.
    const view = slot.question.kind === 'list' ? { ...answer, value: null } : answer
    size += Buffer.byteLength(JSON.stringify(view))
    if (size > MAX_PAGE_BYTES && data.length > 0) break
    data.push(view)
  }
  const end = from + data.length
  return { data, next_cursor: end < slots.length ? encodeCursor([end, data.at(-1)?.name ?? '']) : null }
}

/** A page ends early before it grows beyond this; a single answer, such as a picture, may be larger. */
const MAX_PAGE_BYTES = 1_000_000

/** The question at an address. Throws `Refused` `not_found`. */
export async function getQuestion(
  deps: LoadGenerationDeps,
  { id, name }: { readonly id: string; readonly name: string },
  caller: Caller,
): Promise<QuestionView> {
  const generation = await loadGeneration(deps, id, caller)
  return presentQuestionAt(generation, name) ?? unwrap(refuseUnknownQuestion(name, generation.questionnaire))
}
