/** Taking back what was handed over, and handing it back when one is done. */
import { mayAnswerRest } from '../../../domain/kernel/access.ts'
import { fail } from '../../../domain/kernel/errors.ts'
import { withdrawDelegation as decideWithdraw } from '../../../domain/generation/decisions/delegate-question.ts'
import { returnRest, withdrawRest } from '../../../domain/generation/decisions/hand-over-rest.ts'
import type { HandOvers } from '../../../ports/people/hand-overs.ts'
import { recordSecurityEvent, type SecurityDeps } from '../../account/record-security-event.ts'
import type { CommandDeps } from '../../command-deps.ts'
import type { CommandRequest } from '../../command-request.ts'
import { transactGeneration, type CommittedGeneration } from '../transact-generation.ts'
import { securitySourceOf, type HandedPart } from './hand-over-deps.ts'
import { delegationOf } from './mail-hand-over.ts'

export interface WithdrawDeps extends CommandDeps, SecurityDeps {
  readonly handOvers: Pick<HandOvers, 'withdraw'>
}

/** Takes the question, or the rest, back. Its link and the sessions that it began end at once. */
export async function withdrawHandOver(
  deps: WithdrawDeps,
  part: HandedPart,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { id, question } = part
  const committed = await transactGeneration(deps, id, request, ({ state, questionnaire }) =>
    question === undefined ? withdrawRest(state) : decideWithdraw({ name: question }, state, questionnaire),
  )
  const delegation = delegationOf(committed, part)
  // By the same command, repeated after another hand-over, nothing more ends.
  if (delegation?.closed !== 'withdrawn' || delegation.hand_over === undefined) return committed
  const ended = await deps.handOvers.withdraw(delegation.hand_over)
  const source = securitySourceOf(request)
  for (const session of ended)
    await recordSecurityEvent(
      deps,
      delegation.to,
      { type: 'SessionEnded', data: { session, because: 'taken_back' } },
      source,
    )
  return committed
}

/** Whoever has the rest is done. Throws `Refused`: `conflict` for the requester, who takes it back instead. */
export async function handBack(
  deps: CommandDeps,
  { id }: Pick<HandedPart, 'id'>,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(
    deps,
    id,
    request,
    ({ state }) =>
      mayAnswerRest(request.caller, { ...state, id })
        ? returnRest(state)
        : fail('conflict', 'The rest is not with you. If you handed it over, take it back.', {}),
    { rest: true },
  )
}
