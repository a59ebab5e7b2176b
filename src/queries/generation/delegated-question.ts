/** A question as the colleague sees it to whom it was handed: that one, and nothing else of the generation. */
import { isDelegate, mayUseGeneration, type Caller } from '../../domain/kernel/access.ts'
import { isErased } from '../../domain/questions/answer.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation.ts'
import { withTemplate, type GetGenerationDeps } from './get-generation.ts'
import { presentQuestionAt, type QuestionView } from './present-generation.ts'

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
  readonly question: QuestionView
}

/** Throws `Refused` `not_found` for anybody but the requester and the colleague. */
export async function delegatedQuestion(
  deps: GetGenerationDeps,
  id: string,
  name: string,
  caller: Caller,
): Promise<DelegatedQuestion> {
  const { state, revision } = await deps.aggregates.load(generationDecider, generationStream(id))
  const { requester, tenant } = state
  const delegation = state.delegations.get(name)
  const may =
    requester !== undefined && (mayUseGeneration(caller, { tenant, requester }) || isDelegate(caller, state, name))
  if (!may || delegation === undefined)
    return unwrap(fail('not_found', 'There is no such question for you.', { generation_id: id.slice(0, 100) }))
  const shown = await withTemplate(deps, { id, state, revision })
  const question = presentQuestionAt(shown, name)
  if (question === undefined)
    return unwrap(fail('not_found', 'There is no such question for you.', { generation_id: id.slice(0, 100) }))
  const { to, note, at, open } = delegation
  return {
    generation_id: id,
    template_name: shown.template_name,
    requester,
    to,
    note: note === undefined || isErased(note) ? null : note,
    at,
    state: open ? 'open' : 'closed',
    question,
  }
}
