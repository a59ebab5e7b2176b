/** Somebody has seen what was handed to them: whoever asked is shown that. */
import { isDelegate, isRestHolder } from '../../../domain/kernel/access.ts'
import { generationDecider } from '../../../domain/generation/generation-decider.ts'
import { generationStream } from '../../../domain/generation/generation-events.ts'
import type { Caller } from '../../../domain/kernel/access.ts'
import type { AggregateStore } from '../../../ports/events/aggregate-store.ts'
import type { HandOvers } from '../../../ports/people/hand-overs.ts'
import type { HandedPart } from './hand-over-deps.ts'
import { delegationOf } from './mail-hand-over.ts'

/** Does nothing for anybody else. */
export async function noteOpened(
  deps: { readonly aggregates: AggregateStore; readonly handOvers: HandOvers },
  part: HandedPart,
  caller: Caller,
): Promise<void> {
  const { id, question } = part
  const { state } = await deps.aggregates.load(generationDecider, generationStream(id))
  const delegation = delegationOf({ state }, part)
  const isTheirs =
    question === undefined ? isRestHolder(caller, { ...state, id }) : isDelegate(caller, { ...state, id }, question)
  if (isTheirs && delegation?.hand_over !== undefined) await deps.handOvers.opened(delegation.hand_over)
}
