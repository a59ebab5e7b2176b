/** The rest of a conversation that was handed to the caller, without its questions. */
import { isRestHolder, type Caller } from '../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../domain/kernel/errors.ts'
import type { Delegation } from '../../../domain/generation/delegation.ts'
import { generationStream } from '../../../domain/generation/generation-events.ts'
import { generationDecider } from '../../../domain/generation/generation-decider.ts'
import { isErased } from '../../../domain/questions/answer.ts'
import { loadTemplateVersion, type LoadGenerationDeps } from '../../../storage/load-generation.ts'

export interface HandedRest {
  readonly generation_id: string
  readonly template_name: string
  /** Who asks. */
  readonly by: string
  readonly note: string | null
  readonly at: string
  readonly state: 'open' | NonNullable<Delegation['closed']>
  readonly hand_over: string | undefined
}

/** Throws `Refused` `not_found` for everybody else. */
export async function getHandedRest(deps: LoadGenerationDeps, id: string, caller: Caller): Promise<HandedRest> {
  const { state } = await deps.aggregates.load(generationDecider, generationStream(id))
  const rest = state.handed_rest
  if (rest === undefined || !isRestHolder(caller, { ...state, id }))
    return unwrap(fail('not_found', 'There is nothing here for you.', { generation_id: id.slice(0, 100) }))
  const { template_name } = await loadTemplateVersion(deps, state)
  const { by, note, at, open, closed = 'over', hand_over } = rest
  return {
    generation_id: id,
    template_name,
    by,
    note: note === undefined || isErased(note) ? null : note,
    at,
    state: open ? 'open' : closed,
    hand_over,
  }
}
