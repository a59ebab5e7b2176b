/** One delegated question of a generation, as the colleague sees it. */
import { isDelegate, type Caller } from '../../domain/kernel/access.ts'
import { isErased } from '../../domain/questions/answer.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import { isOwnGeneration, withQuestions, type LoadGenerationDeps } from '../../storage/load-generation.ts'
import { presentQuestionAt } from './present-question.ts'
import type { QuestionView } from './generation-view.ts'

export interface DelegatedQuestion {
  readonly generation_id: string
  readonly template_name: string
  /** Who asks. */
  readonly requester: string
  readonly to: string
  readonly note: string | null
  readonly at: string
  /** `closed`: answered or taken back. */
  readonly state: 'open' | 'closed'
  /** How it was closed; null while it is open. */
  readonly closed: 'answered' | 'withdrawn' | 'over' | null
  readonly question: QuestionView
}

/** Throws `Refused` `not_found` for anybody except the requester and the colleague. */
export async function getDelegatedQuestion(
  deps: LoadGenerationDeps,
  id: string,
  name: string,
  caller: Caller,
): Promise<DelegatedQuestion> {
  const { state, revision } = await deps.aggregates.load(generationDecider, generationStream(id))
  const delegation = state.delegations.get(name)
  if (delegation === undefined || !(isOwnGeneration(state, caller, id) || isDelegate(caller, { ...state, id }, name)))
    return refuseUnknownQuestion(id)
  const generation = await withQuestions(deps, { id, state, revision })
  const question = presentQuestionAt(generation, name)
  if (question === undefined) return refuseUnknownQuestion(id)
  const { to, note, at, open, closed = 'over' } = delegation
  return {
    generation_id: id,
    template_name: generation.template_name,
    requester: state.requester ?? '',
    to,
    note: note === undefined || isErased(note) ? null : note,
    at,
    state: open ? 'open' : 'closed',
    closed: open ? null : closed,
    question,
  }
}

const refuseUnknownQuestion = (id: string): never =>
  unwrap(fail('not_found', 'There is no such question for you.', { generation_id: id.slice(0, 100) }))
